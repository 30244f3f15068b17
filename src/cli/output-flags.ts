import { Flags } from '@oclif/core';

/** In which form an answer is printed. */
export const ANSWER_FORM = Flags.option({
  char: 'o',
  options: ['text', 'json', 'yaml'] as const,
  default: 'text',
  summary: 'The form of the answer.',
})();
