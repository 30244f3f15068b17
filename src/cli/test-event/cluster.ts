import process from 'node:process';
import { UserError } from '../../errors.ts';
import { testOnCluster } from '../../follow/run.ts';
import { renderHop, renderNode, renderPrediction, renderVerdict } from '../../report/follow.ts';
import { renderJson } from '../../report/json.ts';
import { oneLine } from '../../report/text-width.ts';
import { renderYaml } from '../../report/yaml.ts';
import { type SendingFlags, sendingOf } from '../cluster/request.ts';
import { type ClusterFlags, withCluster } from '../cluster/run.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { readStdin } from '../stdin.ts';
import type { Terminal } from '../terminal.ts';

interface ClusterTestFlags extends ClusterFlags, SendingFlags {
  readonly wait: boolean;
  readonly logs: boolean;
  readonly 'sender-image'?: string | undefined;
  readonly output: 'text' | 'json' | 'yaml';
}

/** Fires at a cluster and tells each hop as it comes; a document for machines comes at the end. */
export async function runOnCluster(
  flags: ClusterTestFlags,
  targets: readonly string[],
  payloads: string,
  print: (text: string) => void,
  terminal: Terminal,
): Promise<ExitCode> {
  const { wait, logs, output } = flags;
  const text = output === 'text';
  return await withCluster(flags, false, async (cluster, signal) => {
    const senderImage = flags['sender-image'];
    const request = { ...sendingOf(flags, targets, payloads), wait, logs, signal, senderImage };
    const result = await testOnCluster(request, readStdin, cluster, {
      predicted: (prediction) => text && print(renderPrediction(prediction, terminal)),
      hop: (hop) => text && print(renderHop(hop, terminal)),
      node: (_, node) => text && print(renderNode(node, terminal)),
      // Beside a document for machines it is news for a person.
      log: ({ pod, text: said }) => {
        const line = `    ${pod}: ${oneLine(said)}\n`;
        if (text) print(line);
        else process.stderr.write(line);
      },
    });
    print(
      text ? renderVerdict(result, terminal) : output === 'json' ? renderJson(result) : renderYaml(result),
    );
    const { trail, followed } = result;
    if (!followed && trail.outcome !== 'died') {
      return (result.response?.status ?? 500) < 300 ? EXIT.ok : EXIT.findings;
    }
    return trail.outcome === 'succeeded' ? EXIT.ok : EXIT.findings;
  });
}

/** Flags of a local run, which say nothing on a cluster. Throws a UserError (usage) for the first that was given. */
export function refuseLocal(given: readonly string[]): void {
  const [flag] = given.filter((name) => LOCAL.includes(name));
  if (flag === undefined) return;
  throw new UserError(
    'usage',
    `--${flag} cannot be used on a cluster`,
    'leave out --cluster and --context to stay local',
  );
}

const LOCAL: readonly string[] = [
  'filename',
  'repeat',
  'at',
  'seed',
  'node-output',
  'expect',
  'listen',
  'port',
  'count',
];
