import { UserError } from '../errors.ts';
import { nearest } from '../nearest.ts';

/** A node's name may hold anything, `fan(0:a=b)` too, so the key ends where one of these does. */
const ASSIGNMENT =
  /^(?<key>.+?\.(?:outputs\.result|outputs\.parameters\.[^=]+|exitCode|status|phase|message))=(?<value>.*)$/s;
const PARTS = ['outputs.result', 'outputs.parameters.NAME', 'exitCode', 'status', 'message'];

/**
 * What only a run can know, as written: `build.outputs.result=ok` gives the key `build.outputs.result` and its value.
 * Throws a UserError (usage) for a text that names no node or nothing that a node has.
 */
export function parseNodeOutputs(texts: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(texts.map(parseNodeOutput));
}

function parseNodeOutput(text: string): readonly [key: string, value: string] {
  const { key, value } = ASSIGNMENT.exec(text)?.groups ?? {};
  if (key !== undefined && value !== undefined) return [key, value];
  throw new UserError(
    'usage',
    `"${text}" is not NODE.outputs.NAME=VALUE: ${problem(text)}`,
    `for example ${example(text)}; a node has ${PARTS.join(', ')}`,
  );
}

function problem(text: string): string {
  const equals = text.indexOf('=');
  if (equals === -1) return 'it has no "="';
  const key = text.slice(0, equals);
  const dot = key.indexOf('.');
  if (dot === -1) return `"${key}" has no dot, so it says nothing of a node`;
  return dot === 0 ? 'it names no node' : `a node has no "${key.slice(dot + 1)}"`;
}

function example(text: string): string {
  const equals = text.indexOf('=');
  const key = equals === -1 ? text : text.slice(0, equals);
  const value = equals === -1 ? 'VALUE' : text.slice(equals + 1);
  const dot = key.indexOf('.');
  const node = (dot === -1 ? key : key.slice(0, dot)) || 'build';
  const part = dot === -1 ? undefined : nearest(key.slice(dot + 1), PARTS);
  return `${node}.${part ?? 'outputs.result'}=${value}`;
}
