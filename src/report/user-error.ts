import { Chalk } from 'chalk';

/** `error: message` and, below it, what to do. One line each, for standard error. */
export function renderUserError(
  error: { readonly message: string; readonly help?: string | undefined },
  style: { readonly color: boolean },
): string {
  const paint = new Chalk({ level: style.color ? 1 : 0 });
  const lines = [`${paint.red.bold('error:')} ${error.message}`];
  if (error.help !== undefined && error.help !== '') lines.push(`${paint.cyan('help:')} ${error.help}`);
  return `${lines.join('\n')}\n`;
}
