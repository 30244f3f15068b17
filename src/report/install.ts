import type { ObjectName } from '../cluster/cluster.ts';
import type { Progress } from '../install/wait.ts';
import { createPen, type Style } from './pen.ts';
import { oneLine, wrap } from './text-width.ts';
import { renderYaml } from './yaml.ts';

/** Objects as one text of YAML, the same for the same objects. */
export function renderObjects(objects: readonly object[]): string {
  return objects.map((object) => `---\n${renderYaml(object)}`).join('');
}

/** A line when something gets ready, or why it does not yet. */
export function renderProgress({ name, readiness }: Progress, style: Style): string {
  const { paint, columns } = createPen(style);
  const word = readiness.ready ? paint.green('ready  ') : paint.yellow('waiting');
  const reason = readiness.ready ? [] : wrap(oneLine(readiness.reason), columns && columns - 10);
  return [`${word}  ${pathOf(name)}`, ...reason.map((line) => `         ${line}`)].join('\n');
}

/** What a person should know before it happens. */
export function renderNotes(notes: readonly string[], style: Style): string {
  const { paint, columns } = createPen(style);
  return notes
    .map((note) => {
      const [first = '', ...rest] = wrap(oneLine(note), columns && columns - 7);
      return [`${paint.cyan('note')}: ${first}`, ...rest.map((line) => `      ${line}`)].join('\n');
    })
    .join('\n');
}

function pathOf({ kind, namespace, name }: ObjectName): string {
  return oneLine([kind, namespace, name].join('/'));
}
