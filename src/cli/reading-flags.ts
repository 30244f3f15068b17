import { Args, Flags } from '@oclif/core';

/** A flag that may be given again; only the word behind it is its value. */
export const REPEATABLE = { multiple: true, multipleNonGreedy: true } as const;

/** What `--output FORMAT[=FILE]` takes, of a table of formats. */
export function formatsOf(table: object): string {
  const names = Object.keys(table);
  return `${names.slice(0, -1).join(', ')} or ${names.at(-1)}; several with files.`;
}

/** The manifests that a command reads. */
export const PATHS = {
  path: Args.string({
    name: 'PATH...',
    description: 'Files, folders or "-"; those of the config, or the current folder, by default.',
    // oclif would take standard input for it, which may hold manifests.
    ignoreStdin: true,
  }),
};

/** What is known of manifests beside themselves. */
export const NAMESPACE = Flags.string({
  char: 'n',
  helpValue: 'NAME',
  summary: 'The namespace of objects that name none.',
});
export const ASSUME = Flags.string({
  ...REPEATABLE,
  helpValue: 'KIND/NAMESPACE/NAME',
  summary: 'An object that lives elsewhere.',
});
