import { exactly } from '../../proposals/filters.ts';
import { parseYaml } from '../../yaml/parse.ts';
import type { PlannedFile } from '../plan.ts';
import type { Expression, Filter } from './values.ts';

/** The sensor with filters at its dependencies and with conditions at its triggers. */
export function withDecisions(
  file: PlannedFile,
  filters: readonly Filter[],
  conditions: string | undefined,
  expressions: readonly Expression[] = [],
): PlannedFile {
  const { documents } = parseYaml(file.text, file.path);
  const document = documents.find(({ value }) => (value as { kind?: unknown } | null)?.kind === 'Sensor');
  if (document === undefined) return file;
  const spec = (document.value as { spec?: { dependencies?: { name: string }[]; triggers?: unknown[] } })
    .spec;
  const inserts: { readonly at: number; readonly text: string }[] = [];
  const after = (path: readonly (string | number)[], lines: readonly string[]) => {
    const { end } = document.rangeOf(path);
    const { start } = document.rangeOf(path, 'key');
    const indent = ' '.repeat(start.column - 1);
    const newline = file.text.indexOf('\n', end.offset);
    const at = newline < 0 ? file.text.length : newline + 1;
    inserts.push({ at, text: lines.map((line) => `${indent}${line}\n`).join('') });
  };
  (spec?.dependencies ?? []).forEach(({ name }, index) => {
    const own = filters.filter(({ dependency }) => dependency === name);
    const lines = filterLines(own, index === 0 ? expressions : []);
    if (lines.length > 0) after(['spec', 'dependencies', index, 'eventName'], lines);
  });
  if (conditions !== undefined) {
    (spec?.triggers ?? []).forEach((_, index) => {
      after(['spec', 'triggers', index, 'template', 'name'], [`conditions: ${JSON.stringify(conditions)}`]);
    });
  }
  let { text } = file;
  for (const { at, text: inserted } of inserts.sort((a, b) => b.at - a.at)) {
    text = text.slice(0, at) + inserted + text.slice(at);
  }
  return { ...file, text };
}

function filterLines(filters: readonly Filter[], expressions: readonly Expression[]): readonly string[] {
  if (filters.length + expressions.length === 0) return [];
  return [
    'filters:',
    '  # All of these must hold; an event for which one does not is dropped.',
    ...(filters.length === 0 ? [] : ['  data:']),
    ...filters.flatMap(({ path, type, comparator, values, isPattern }) => [
      `    - path: ${JSON.stringify(path)}`,
      `      type: ${type}`,
      ...(comparator === undefined ? [] : [`      comparator: "${comparator}"`]),
      `      value: [${values.map((value) => JSON.stringify(type === 'string' && isPattern !== true ? exactly(value) : value)).join(', ')}]`,
    ]),
    ...(expressions.length === 0 ? [] : ['  exprs:']),
    ...expressions.flatMap(({ expr, fields }) => [
      `    - expr: ${JSON.stringify(expr)}`,
      '      fields:',
      ...fields.flatMap(({ name, path }) => [
        `        - name: ${name}`,
        `          path: ${JSON.stringify(path)}`,
      ]),
    ]),
  ];
}
