import { UserError } from '../errors.ts';
import type { FilterChoice, Operator } from '../proposals/filters.ts';

/** A filter as `--filter` says it. */
export function filterText({ path, operator, values }: FilterChoice): string {
  return `${path}${operator}${values.join('|')}`;
}

/** Throws a UserError (usage) for a text that is no filter. */
export function parseFilter(text: string): FilterChoice {
  const [, path = '', sign = '', right = ''] = /^(.+?)\s*(>=|<=|!=|==|=|>|<|~)\s*(.*)$/s.exec(text) ?? [];
  const operator = (sign === '==' ? '=' : sign) as Operator;
  if (path === '' || right === '') {
    throw new UserError('usage', `"${text}" is no filter`, "--filter 'body.ref=refs/heads/main'");
  }
  // A regular expression has its own "|".
  const values = operator === '~' ? [right] : right.split('|');
  if (values.length > 1 && operator !== '=') {
    throw new UserError('usage', `"${operator}" takes one value, and "${text}" has ${values.length}`);
  }
  return { path, operator, values };
}
