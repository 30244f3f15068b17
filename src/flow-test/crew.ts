import { Worker } from 'node:worker_threads';
import { findBuilt } from '../engine/artifact.ts';
import type { Batch, Crew } from './run.ts';
import type { CasesResult, Runner, RunnerOptions } from './runner.ts';

/** Cases for which one more thread is worth its start: a second or two on a busy machine, where a case takes 2 ms. */
const FEW = 500;

/** What a thread is told. */
export interface Assignment {
  readonly id: number;
  readonly file: string;
  readonly text: string;
  readonly indexes: readonly number[];
  readonly snapshots: Batch['snapshots'];
}

/** What a thread answers: a result, or the error that is a bug. */
export type Report =
  | { readonly id: number; readonly result: CasesResult }
  | { readonly id: number; readonly error: Error };

/** A crew of one, in this thread. Whoever opened the runner closes it. */
export function soloCrew(runner: Runner, bail: boolean): Crew {
  return {
    async run(batches, done) {
      for (const batch of batches) {
        const result = await runner.run(batch.suite, batch.indexes, batch.snapshots);
        done(batch, result);
        if (bail && hasFailed(result)) return;
      }
    },
  };
}

/**
 * As many threads as are worth it, up to `most`, each with an engine of its own; this thread alone for few cases, or
 * where the program is not built.
 */
export function threadedCrew(
  options: RunnerOptions,
  most: number,
  runner: Runner,
  /** Cases that are worth a thread. */
  few = FEW,
): Crew {
  return {
    async run(batches, done) {
      const cases = batches.reduce((sum, { indexes }) => sum + indexes.length, 0);
      const script = findBuilt('flow-test-worker.js');
      const count = Math.min(most, batches.length, Math.ceil(cases / few));
      if (count < 2 || script === undefined) return await soloCrew(runner, options.bail).run(batches, done);
      await runInThreads(script, count, options, batches, done);
    },
  };
}

async function runInThreads(
  script: string,
  count: number,
  options: RunnerOptions,
  batches: readonly Batch[],
  done: (batch: Batch, result: CasesResult) => void,
): Promise<void> {
  let next = 0;
  let isOver = false;
  const threads = Array.from(
    { length: count },
    () => new Worker(script, { workerData: options, execArgv: [] }),
  );
  const work = (thread: Worker) =>
    new Promise<void>((resolve, reject) => {
      const assign = () => {
        const id = next;
        const batch = batches[id];
        if (batch === undefined || isOver) {
          resolve();
          return;
        }
        next += 1;
        const { suite, text, indexes, snapshots } = batch;
        const assignment: Assignment = { id, file: suite.file, text, indexes, snapshots };
        thread.postMessage(assignment);
      };
      thread.on('message', (report: Report) => {
        if ('error' in report) {
          reject(report.error);
          return;
        }
        const batch = batches[report.id];
        if (batch !== undefined) done(batch, report.result);
        if (options.bail && hasFailed(report.result)) isOver = true;
        assign();
      });
      thread.on('error', reject);
      thread.on('exit', () => reject(new Error('a thread of the flow tests ended before its work')));
      assign();
    });
  try {
    await Promise.all(threads.map(work));
  } finally {
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
}

function hasFailed({ cases, error }: CasesResult): boolean {
  return error !== undefined || cases.some(([, { verdict }]) => verdict !== 'passed');
}
