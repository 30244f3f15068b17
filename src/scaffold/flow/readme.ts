import { isObject, type JsonObject } from '../../json.ts';
import { parseYaml } from '../../yaml/parse.ts';
import type { PlannedFile } from '../plan.ts';
import type { Filter, Value } from '../sensor/values.ts';
import type { StoppedEvent } from '../template.ts';

/** What the README of a project tells, beyond what its template says. */
export interface ReadmeFacts {
  readonly name: string;
  readonly namespace: string;
  readonly bus: string;
  /** What the flow does: the project's title. */
  readonly title: string;
  /** What happens: the title of the sample. */
  readonly event: string;
  /** SOURCE/EVENT */
  readonly target: string;
  readonly trigger: string;
  readonly isWorkflow: boolean;
  readonly filters: readonly Filter[];
  /** As `--expr` says them. */
  readonly expressions: readonly string[];
  readonly values: readonly Value[];
  readonly files: readonly PlannedFile[];
  readonly stopped: readonly StoppedEvent[];
  /** The type of the event source, as samples are named by it. */
  readonly type: string;
  readonly steps: string;
}

/** The blocks of the README by their marker, which stands alone on a line; '' takes the line away. */
export function readmeBlocks(facts: ReadmeFacts): ReadonlyMap<string, string> {
  return new Map([
    ['argoflow-diagram', diagram(facts)],
    ['argoflow-files', fileTable(facts)],
    ['argoflow-values', valuesBlock(facts)],
    ['argoflow-tries', tries(facts)],
    ['argoflow-tried', tried(facts)],
    ['argoflow-secrets', secretsBlock(facts)],
    ['argoflow-commands', commands(facts)],
    ['argoflow-steps', facts.steps.trim()],
  ]);
}

/** The text with each block in the place of its line; an empty one takes the empty line after it along. */
export function withBlocks(text: string, blocks: ReadonlyMap<string, string>): string {
  let result = text;
  for (const [marker, block] of blocks) {
    const lines = block === '' ? `${marker}\n\n` : marker;
    result = result.replace(lines, () => block);
  }
  return result;
}

export function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}

function diagram(facts: ReadmeFacts): string {
  const { name, bus, target, values, filters, expressions, trigger, isWorkflow, event } = facts;
  const count = filters.length + expressions.length;
  const conditions = count === 0 ? '' : `, ${count} ${count === 1 ? 'filter' : 'filters'}`;
  const gets = values.map((value) => value.name).join(', ');
  const rows = [
    ['EventSource', 'event-source.yaml', target],
    ['EventBus', 'event-bus.yaml', bus],
    ['Sensor', 'sensor.yaml', `${name}${conditions}`],
    [isWorkflow ? 'Workflow' : trigger, 'in sensor.yaml', gets],
  ];
  const width = Math.max(...rows.map(([kind = '']) => kind.length));
  const lines = rows.map(([kind = '', file = '', what = '']) =>
    ` ${kind.padEnd(width)}   ${file.padEnd(17)}   ${what}`.trimEnd(),
  );
  return [` ${event}`, ...lines].join('\n   |\n   v\n');
}

const FILES: Readonly<Record<string, string>> = {
  'event-source.yaml': 'What listens. Puts an event on the bus for each thing that happens.',
  'event-bus.yaml': 'The queue between event source and sensor.',
  'sensor.yaml':
    'Waits for the event, lets the right ones pass and fires the trigger, which stands inside it.',
  'rbac.yaml': 'The accounts of the parts, each with exactly what it needs.',
  'secret.yaml': 'What the event source must know and nobody else; to be filled in.',
  'sensor-secret.yaml': 'What the trigger must know and nobody else; to be filled in.',
  'event.json': 'A sample event, fired by `argoflow test-event`.',
  'kustomization.yaml': 'The list of manifests for `kubectl apply -k`.',
  '.argoflow.yaml': 'What `argoflow lint` takes for granted: these files are the whole flow.',
  '.gitignore': 'Keeps secrets out of version control.',
};

function fileTable({ files }: ReadmeFacts): string {
  const there = new Set(files.map(({ path }) => path));
  const test = files.find(({ path }) => path.endsWith('.flowtest.yaml'))?.path ?? '';
  const all = { ...FILES, [test]: 'What must come of it, run by `argoflow test`.' };
  return Object.entries(all)
    .filter(([path]) => there.has(path))
    .map(([path, what]) => `| \`${path}\` | ${what} |`)
    .join('\n');
}

function valuesBlock({ filters, expressions, values }: ReadmeFacts): string {
  const passes = filters.map(
    ({ path, comparator = '=', values: wanted, isPattern }) =>
      `- ${code(path)} ${isPattern === true ? 'matches' : comparator === '=' ? 'is' : `\`${comparator}\``} ${wanted.map(code).join(' or ')}`,
  );
  passes.push(...expressions.map((expression) => `- ${code(expression)}`));
  const takes = values.map(({ name, dataKey }) => `| ${code(name)} | ${code(dataKey)} |`);
  const blocks = [
    ...(passes.length === 0 ? [] : [`An event passes when all of this holds:\n\n${passes.join('\n')}`]),
    ...(takes.length === 0
      ? []
      : [`The trigger gets of it:\n\n| Parameter | From |\n| --- | --- |\n${takes.join('\n')}`]),
  ];
  return blocks.join('\n\n');
}

/** In a table, "|" would end the cell. */
function code(text: string): string {
  return `\`${text.replaceAll('|', '\\|')}\``;
}

function tries({ stopped: [stopped], type }: ReadmeFacts): string {
  const lines = ['argoflow test-event -f .'];
  if (stopped !== undefined)
    lines.push(`argoflow test-event -f . ${stoppedFlags(stopped, type)} --expect filtered`);
  return lines.join('\n');
}

/** What changes the sample event into one that the filters stop. */
export function stoppedFlags({ event, set }: StoppedEvent, type: string): string {
  return [
    ...(event === undefined ? [] : [`--event ${type}/${event}`]),
    ...set.map((assignment) => `--set ${/^[\w./:=@-]+$/.test(assignment) ? assignment : `'${assignment}'`}`),
  ].join(' ');
}

function tried({ stopped: [stopped] }: ReadmeFacts): string {
  const first = 'fires `event.json` and shows each hop from the event to what the trigger would do.';
  if (stopped === undefined) return `It ${first}`;
  return `The first ${first}\nThe second fires one that the filters stop: ${stopped.what}.`;
}

function secretsBlock({ files, namespace }: ReadmeFacts): string {
  const secrets = files.filter(({ path }) => /secret\.yaml$/.test(path));
  if (secrets.length === 0) return '';
  const rows = secrets.flatMap(({ path, text }) =>
    keysOf(text).map(({ key, what }) => `| \`${path}\` | \`${key}\` | ${what} |`),
  );
  return [
    '## Fill in',
    '',
    '| File | Key | What it is |',
    '| --- | --- | --- |',
    ...rows,
    '',
    `They are not in \`kustomization.yaml\`, and \`.gitignore\` keeps them out of version control. Where the namespace`,
    `\`${namespace}\` has such a Secret already, apply none.`,
  ].join('\n');
}

/** The keys of a Secret, each with the comment above it. */
function keysOf(text: string): readonly { readonly key: string; readonly what: string }[] {
  const value = parseYaml(text, '').documents.find(({ empty }) => !empty)?.value;
  const data: JsonObject = isObject(value) && isObject(value['stringData']) ? value['stringData'] : {};
  const lines = text.split('\n');
  return Object.keys(data).map((key) => {
    const at = lines.findIndex((line) => line.trimStart().startsWith(`${key}:`));
    const comments: string[] = [];
    for (let index = at - 1; lines[index]?.trimStart().startsWith('#') === true; index--) {
      comments.unshift((lines[index] ?? '').trim().replace(/^# ?/, ''));
    }
    return { key, what: comments.join(' ').replaceAll('|', '\\|') };
  });
}

function commands({ name, namespace, bus, files }: ReadmeFacts): string {
  const secrets = files.filter(({ path }) => /secret\.yaml$/.test(path));
  return [
    `kubectl get namespace ${namespace} || kubectl create namespace ${namespace}`,
    ...secrets.map(({ path }) => `kubectl apply -f ${path}`),
    'kubectl apply -k .',
    `kubectl -n ${namespace} wait --for=condition=Deployed --timeout=5m eventbus/${bus} eventsource/${name} sensor/${name}`,
  ].join('\n');
}
