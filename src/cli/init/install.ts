import { Parser } from '@oclif/core';
import { EXIT, type ExitCode } from '../exit.ts';
import { INSTALL_FLAGS } from '../install/flags.ts';
import type { Terminal } from '../terminal.ts';
import type { InitPerson } from './person.ts';

export interface InstallRequest {
  readonly namespace: string;
  readonly context: string | undefined;
  readonly kubeconfig: string | undefined;
  readonly from: readonly string[];
  readonly wait: boolean;
}

/** Installs what a project needs, as `argoflow install` does; where somebody can be asked, only when they agree. */
export async function installFor(
  { namespace, context, kubeconfig, from, wait }: InstallRequest,
  person: InitPerson | undefined,
  terminal: Terminal,
): Promise<ExitCode> {
  if (person !== undefined) {
    const where = context === undefined ? 'the current cluster' : `the cluster of "${context}"`;
    const agreed = await person.install(`Install Argo Workflows and Argo Events in ${where}?`);
    if (agreed !== true) return agreed === false ? EXIT.ok : EXIT.interrupted;
  }
  const argv = [
    // The project brings its own bus.
    ...['--bus', 'none', '--namespace', namespace],
    ...(context === undefined ? [] : ['--context', context]),
    ...(kubeconfig === undefined ? [] : ['--kubeconfig', kubeconfig]),
    ...from.flatMap((path) => ['--from', path]),
    wait ? '--wait' : '--no-wait',
  ];
  const { flags } = await Parser.parse(argv, { flags: INSTALL_FLAGS, args: {}, strict: true });
  const { runInstall } = await import('../install/run.ts');
  return runInstall('install', flags, false, terminal);
}
