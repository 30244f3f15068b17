import process from 'node:process';
import { UserError } from '../errors.ts';
import type { RunInputs } from '../lint/inputs.ts';
import { interruptible } from './interruption.ts';
import { errorText } from './standard-error.ts';
import { Watch } from './watch.ts';

// A module of its own: only --watch pays for loading it.

/**
 * Runs, and runs again after each change of what was read, until Ctrl-C. What is wrong with the first run is thrown;
 * later on it is told, and mended by the next change.
 * @param inputs what the next run would read
 * @param ignored the files that the runs themselves write
 */
export async function watchRuns(
  inputs: () => Promise<RunInputs>,
  ignored: readonly string[],
  run: () => Promise<unknown>,
): Promise<void> {
  await interruptible(async (signal) => {
    const ended = new AbortController();
    const watch = new Watch(AbortSignal.any([signal, ended.signal]));
    try {
      // Before the run, so that what changes meanwhile is noticed.
      await watch.look({ ...(await inputs()), ignored });
      await run();
      while (!signal.aborted) {
        // A run may have found out what else there is to read.
        await watch.look({ ...(await inputs()), ignored });
        process.stderr.write('watching for changes; Ctrl-C ends\n');
        const changed = await watch.next();
        if (signal.aborted) return;
        process.stderr.write(`\nchanged: ${listed(changed)}\n`);
        await watch.look({ ...(await inputs()), ignored });
        await told(run);
      }
    } finally {
      ended.abort();
    }
  });
}

async function told(run: () => Promise<unknown>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    process.stderr.write(await errorText(error));
  }
}

/** More names than that are a checkout, and tell nothing. */
const NAMED = 3;

function listed(paths: readonly string[]): string {
  const more = paths.length - NAMED;
  const names = paths.slice(0, NAMED).join(', ');
  return more > 0 ? `${names} and ${more} more` : names;
}
