import { readFileSync } from 'node:fs';

export const README = new URL('../../README.md', import.meta.url);

/** A command that the README shows together with what it prints. */
export interface Shown {
  readonly block: string;
  /** Behind `argoflow`. */
  readonly command: string;
  readonly output: string;
}

/** The blocks `$ argoflow …` with their output. */
export function shownRuns(text = readFileSync(README, 'utf8')): readonly Shown[] {
  return [...text.matchAll(/^```console\n\$ argoflow ([^\n]+)\n([\s\S]*?)^```$/gm)].map(
    ([block, command = '', output = '']) => ({ block, command, output }),
  );
}

/** The lines of the blocks that are to be typed, without their comments. */
export function typedLines(text = readFileSync(README, 'utf8')): readonly string[] {
  return [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)]
    .flatMap(([, block = '']) => block.split('\n'))
    .map((line) => line.replace(/\s+# .*$/, '').trim())
    .filter((line) => line !== '');
}

/** Ids and the clock would be new in every run: flags that make them those of the README. */
export function fixed(command: string): readonly string[] {
  return command.startsWith('test-event') ? ['--at', '2026-01-02T15:04:05Z', '--seed', '1'] : [];
}

/** How long a hop took is the machine's. */
export function timeless(output: string): string {
  return output.replace(/ {2}[\d.]+ (?:µs|ms|s)$/gm, '');
}
