import type { LoadedFile } from '../load/load.ts';

/** Where a text is in a language that the engine speaks: filters, expressions, scripts, patterns, schedules. */
const LANGUAGES = new RegExp(
  [
    // Of sensors and event sources.
    ...['exprs?', 'script', 'jq', 'filter', '(?:data|context)Template', 'interval', 'streamConfig'],
    // Of the Workflow family.
    ...['expression', 'depends', 'when', '(?:d|deleteDelayD)uration', '(?:success|failure)Condition'],
    ...['schedules?', 'timezone', 'withParam'],
  ]
    .map((field) => `^[ -]*${field} *:`)
    // A pattern, or an expression in a text.
    .concat(String.raw`^[ \w:[-]*["']?\^`, String.raw`\{\{=`)
    .join('|'),
  'm',
);

/**
 * Will the engine be asked about these texts? Only a guess: a wrong one costs some work on another core, or the wait for
 * an engine that starts late.
 */
export function mayAsk(files: readonly LoadedFile[]): boolean {
  return files.some(({ text }) => LANGUAGES.test(text));
}
