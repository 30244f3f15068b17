/** A thread of `argoflow test`. Built as dist/flow-test-worker.js; only src/flow-test/crew.ts starts it. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Assignment, Report } from './crew.ts';
import { readSuite } from './read-suite.ts';
import { Runner, type RunnerOptions } from './runner.ts';

const runner = new Runner(workerData as RunnerOptions);

parentPort?.on('message', (assignment: Assignment) => {
  void answer(assignment).then((report) => parentPort?.postMessage(report));
});

async function answer({ id, file, text, indexes, snapshots }: Assignment): Promise<Report> {
  try {
    const { suite } = readSuite(text, file);
    if (suite === undefined) throw new Error(`"${file}" was a flow test a moment ago`);
    return { id, result: await runner.run(suite, indexes, snapshots) };
  } catch (error) {
    return { id, error: error instanceof Error ? error : new Error(String(error)) };
  }
}
