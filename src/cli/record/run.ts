import { mkdir, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import process from 'node:process';
import type { Interfaces } from '@oclif/core';
import { UserError } from '../../errors.ts';
import { type Kept, keptOf } from '../../flow-test/record.ts';
import { keptIn, type RecordResult, recordEvents } from '../../flow-test/record-run.ts';
import { realFiles } from '../../load/files.ts';
import { readTextFile } from '../../load/text-file.ts';
import { recordedText, renderRecorded } from '../../report/record.ts';
import { renderPorts } from '../../report/test-event-output.ts';
import type { FiringResult } from '../../test-event/result.ts';
import { runTestEvent } from '../../test-event/run.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { interruptible } from '../interruption.ts';
import { writeText } from '../outputs.ts';
import { readStdinText } from '../stdin.ts';
import type { Terminal } from '../terminal.ts';
import type { RECORD_FLAGS } from './flags.ts';

type RecordFlags = Interfaces.InferredFlags<typeof RECORD_FLAGS>;

/** Gets the events as the flags say, writes them down, and answers with the exit code. */
export async function runRecord(
  flags: RecordFlags,
  targets: readonly string[],
  payloads: string,
  terminal: Terminal,
): Promise<ExitCode> {
  const { kept, differs } = await keep(flags, targets, payloads, terminal);
  const { filename: manifests, namespace, to, name, at, seed } = flags;
  const result = await recordEvents({
    kept,
    manifests,
    namespace,
    to,
    name,
    at,
    seed,
    nodeOutputs: flags['node-output'] ?? [],
    payloads,
  });
  await writeRecorded(result);
  process.stdout.write(renderRecorded(result, terminal));
  if (differs === undefined) return EXIT.ok;
  process.stderr.write(`on the cluster it went otherwise than the manifests say: ${differs}\n`);
  return EXIT.findings;
}

/** All of it, or nothing: a fixture without its case is of no use. */
async function writeRecorded(result: RecordResult): Promise<void> {
  const made = await mkdir(dirname(result.flowTest.path), { recursive: true });
  try {
    for (const { path, text } of result.fixtures) await writeText(path, text);
    await writeText(result.flowTest.path, recordedText(result));
  } catch (error) {
    // None of them was there before: fixtures get names that are free.
    for (const { path } of result.fixtures) await rm(path, { force: true });
    if (made !== undefined) await rm(made, { recursive: true });
    throw error;
  }
}

interface Source {
  readonly kept: readonly Kept[];
  /** What the cluster made of it, where that is not what the simulator said. */
  readonly differs?: string;
}

async function keep(
  flags: RecordFlags,
  targets: readonly string[],
  payloads: string,
  terminal: Terminal,
): Promise<Source> {
  if (flags.from !== undefined) return { kept: await keptFrom(flags.from, flags, targets) };
  if (flags.cluster || flags.context !== undefined) return await keptOnCluster(flags, targets, payloads);
  return { kept: (await fired(flags, targets, payloads, terminal)).map(keptOf) };
}

async function keptFrom(
  from: string,
  { filename: manifests, namespace }: RecordFlags,
  targets: readonly string[],
): Promise<readonly Kept[]> {
  const text = from === '-' ? await readStdinText() : await readTextFile(realFiles, from);
  return await keptIn(text, from === '-' ? 'standard input' : `"${from}"`, { manifests, namespace, targets });
}

/** Fired here, or sent to a port that is open here until Ctrl-C or the last of `--count`. */
async function fired(
  flags: RecordFlags,
  targets: readonly string[],
  payloads: string,
  terminal: Terminal,
): Promise<readonly FiringResult[]> {
  const fire = (signal: AbortSignal) =>
    runTestEvent(
      { ...flags, targets, nodeOutputs: flags['node-output'], payloads, repeat: 1 },
      readStdinText,
      {
        opened: (ports) => void process.stderr.write(renderPorts(ports, terminal)),
        received: ({ firings }) => {
          for (const { stimulus } of firings)
            process.stderr.write(`kept ${stimulus.request ?? 'an event'}\n`);
        },
      },
      signal,
    );
  const { result } = await (flags.listen ? interruptible(fire) : fire(new AbortController().signal));
  return result.firings;
}

/** Fired at a cluster and followed there: its answer says whether the flow test tells the truth. */
async function keptOnCluster(
  flags: RecordFlags,
  targets: readonly string[],
  payloads: string,
): Promise<Source> {
  // Loaded here, so that nothing of a cluster is touched by a local run.
  const { withCluster } = await import('../cluster/run.ts');
  const { sendingOf } = await import('../cluster/request.ts');
  const { asPredicted, testOnCluster } = await import('../../follow/run.ts');
  const found: Source[] = [];
  const code = await withCluster(flags, false, async (cluster, signal) => {
    const request = { ...sendingOf(flags, targets, payloads), wait: true, logs: false, signal };
    const nothing = () => undefined;
    const observer = { predicted: nothing, hop: nothing, node: nothing, log: nothing };
    const result = await testOnCluster(request, readStdinText, cluster, observer);
    const { eventSource, eventName, eventType: type, stimulus, prediction, trail } = result;
    const cause =
      trail.cause?.summary ?? (result.timedOut ? 'it did not end in time' : `it ${trail.outcome}`);
    found.push({
      kept: [keptOf({ eventSource, eventName, type, stimulus })],
      ...(!asPredicted(prediction.outcome, trail) && { differs: cause }),
    });
    return EXIT.ok;
  });
  const [source] = found;
  if (source === undefined || code !== EXIT.ok)
    throw new UserError('work', 'ended before the event was followed');
  return source;
}
