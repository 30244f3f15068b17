import process from 'node:process';
import type { Interfaces } from '@oclif/core';
import { renderEnd, renderPorts, renderRequest, renderResult } from '../../report/test-event-output.ts';
import { runTestEvent } from '../../test-event/run.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { interruptible } from '../interruption.ts';
import { readStdin } from '../stdin.ts';
import type { Terminal } from '../terminal.ts';
import type { TEST_EVENT_FLAGS } from './flags.ts';

type TestEventFlags = Interfaces.InferredFlags<typeof TEST_EVENT_FLAGS>;

/** Fires an event in this process, or listens for some until Ctrl-C; prints, and answers with the exit code. */
export async function runHere(
  flags: TestEventFlags,
  targets: readonly string[],
  payloads: string,
  print: (text: string) => void,
  terminal: Terminal,
): Promise<ExitCode> {
  const run = (signal: AbortSignal) => fire(flags, targets, payloads, print, terminal, signal);
  return await (flags.listen ? interruptible(run) : run(new AbortController().signal));
}

async function fire(
  flags: TestEventFlags,
  targets: readonly string[],
  payloads: string,
  print: (text: string) => void,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ExitCode> {
  const { listen, output } = flags;
  const { result, sources } = await runTestEvent(
    { ...flags, targets, nodeOutputs: flags['node-output'], payloads },
    readStdin,
    {
      // News for a person, and no part of what a program reads from standard output.
      opened: (ports) => void process.stderr.write(renderPorts(ports, terminal)),
      received: (one, texts) => print(renderRequest(one, texts, output, terminal)),
    },
    signal,
  );
  print(listen ? renderEnd(result, output, terminal) : renderResult(result, sources, output, terminal));
  if (signal.aborted) return EXIT.interrupted;
  return result.asExpected ? EXIT.ok : EXIT.findings;
}
