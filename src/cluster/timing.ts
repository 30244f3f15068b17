import { interrupted } from './cluster-error.ts';

/** Milliseconds to wait before the attempt of that number, from 1: half a second, doubled up to eight, a quarter off or on. */
export function backoff(attempt: number, random: () => number = Math.random): number {
  const base = Math.min(500 * 2 ** (attempt - 1), 8000);
  return base * (0.75 + random() / 2);
}

/** Waits; rejects with the signal's reason as soon as it aborts. */
export function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const abort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', abort, { once: true });
  });
}

/**
 * Asks again and again, ever less often, until it is true: then true; false once the milliseconds are over. Throws
 * what `check` throws, and a ClusterError (`interrupted`) when the signal aborts.
 */
export async function until(
  check: () => Promise<boolean>,
  within: number,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const end = Date.now() + within;
  for (let wait = 100; ; wait = Math.min(wait * 2, 2000)) {
    if (await check()) return true;
    if (Date.now() > end) return false;
    await pause(wait, signal).catch(() => {
      throw interrupted();
    });
  }
}
