import { UserError } from '../errors.ts';
import type { EventDefinition, EventSource } from '../model/kinds/event-source.ts';
import type { Model } from '../model/model.ts';
import { nearest } from '../nearest.ts';
import { parseYaml } from '../yaml/parse.ts';
import { keysOf, nameFor } from './data-key.ts';
import type { PlannedFile } from './plan.ts';
import type { Rows } from './rows.ts';
import type { Substitute, Substitutes } from './substitute.ts';

/** An event of a project that a sensor can wait for. */
export interface SourceEvent {
  readonly eventSource: EventSource;
  readonly event: EventDefinition;
  /** `SOURCE/EVENT`: what a person calls it. */
  readonly name: string;
}

/** What a sensor waits for. */
export interface Dependency {
  readonly name: string;
  readonly from: SourceEvent;
}

/** A value of an event that a trigger takes. */
export interface Value {
  readonly name: string;
  readonly dependency: string;
  readonly dataKey: string;
  /** Whether a sample event has a whole number there. */
  readonly isInteger?: boolean;
}

/** An event of a dependency passes when the value at a path is one of these. */
export interface Filter {
  readonly dependency: string;
  readonly path: string;
  readonly type: 'string' | 'number' | 'bool';
  readonly comparator?: string;
  readonly values: readonly string[];
  /** The values are regular expressions, and no texts to be met exactly. */
  readonly isPattern?: boolean;
}

/** An event of the first dependency passes when this holds of the values at the paths. */
export interface Expression {
  readonly expr: string;
  readonly fields: readonly { readonly name: string; readonly path: string }[];
}

/** Every event of the project, in the order of the manifests. */
export function sourceEvents(model: Model): readonly SourceEvent[] {
  return model.eventSources.flatMap((eventSource) =>
    eventSource.events.map((event) => ({ eventSource, event, name: `${eventSource.name}/${event.name}` })),
  );
}

/**
 * The dependencies that `[NAME=]SOURCE/EVENT` or `[NAME=]SOURCE` mean, all of one namespace and one bus.
 * Throws a UserError (usage) for events that are not there, or that no sensor can have together.
 */
export function readDependencies(
  events: readonly SourceEvent[],
  written: readonly string[],
): readonly Dependency[] {
  if (events.length === 0) {
    throw new UserError(
      'usage',
      'the project has no event source that a sensor could wait for',
      'argoflow scaffold event-source TYPE adds one',
    );
  }
  if (written.length === 0 && events.length > 1) {
    throw new UserError(
      'usage',
      `the project has ${events.length} events: say which one the sensor waits for`,
      `--dependency with one of ${events.map(({ name }) => name).join(', ')}`,
    );
  }
  const spellings = written.length === 0 ? [events[0]?.name ?? ''] : written;
  const found = spellings.map((spelling) => {
    const [, name, target = ''] = /^(?:([^=/]+)=)?(.*)$/s.exec(spelling) ?? [];
    return { name, from: findEvent(events, target) };
  });
  refuseDivided(found.map(({ from }) => from));
  const dependencies = named(found);
  dependencies.forEach(({ name }, index) => {
    if (dependencies.findIndex((other) => isAlike(other.name, name)) === index) return;
    throw new UserError('usage', `two dependencies are called "${name}"`, '--dependency NAME=SOURCE/EVENT');
  });
  return dependencies;
}

function findEvent(events: readonly SourceEvent[], target: string): SourceEvent {
  const found = events.filter(
    ({ name, eventSource, event }) => name === target || (eventSource.name === target && event.name !== ''),
  );
  const [first, second] = found;
  if (first !== undefined && second === undefined) return first;
  const names = (found.length > 0 ? found : events).map(({ name }) => name);
  if (found.length > 0) {
    throw new UserError('usage', `"${target}" has ${found.length} events`, `one of ${names.join(', ')}`);
  }
  const near = nearest(target, [...names, ...events.map(({ eventSource }) => eventSource.name)]);
  throw new UserError(
    'usage',
    `the project has no event "${target}"${near === undefined ? '' : `, did you mean "${near}"?`}`,
    `its events are ${names.join(', ')}`,
  );
}

/** A sensor hears the events of its own namespace, on one bus. */
function refuseDivided(events: readonly SourceEvent[]): void {
  for (const [what, of] of [
    ['namespace', ({ eventSource }: SourceEvent) => eventSource.resource.namespace ?? ''],
    ['event bus', ({ eventSource }: SourceEvent) => eventSource.eventBusName],
  ] as const) {
    const [first, ...others] = events;
    const other = others.find((one) => first !== undefined && of(one) !== of(first));
    if (first === undefined || other === undefined) continue;
    throw new UserError(
      'usage',
      `a sensor has one ${what}, and "${first.name}" is in "${of(first)}", "${other.name}" in "${of(other)}"`,
      'make a sensor for each',
    );
  }
}

/** The event's name, or one that tells where it comes from too, where that alone would not do. */
function named(
  found: readonly { readonly name: string | undefined; readonly from: SourceEvent }[],
): readonly Dependency[] {
  return found.map(({ name, from }) => {
    if (name !== undefined) return { name: checkDependencyName(name), from };
    const { eventSource, event } = from;
    // Alone it stands in no expression, where words such as "first" are functions of the language.
    const plain = found.length === 1 && isDependencyName(event.name);
    return { name: plain ? event.name : labelOf(`${eventSource.name}-${event.name}`), from };
  });
}

function labelOf(text: string): string {
  const label = text.replace(/[^A-Za-z0-9_-]+/g, '-').replace(/^[^A-Za-z]+/, '');
  return label === '' ? 'event' : label;
}

/**
 * A name that conditions can hold, and that a key of a JetStream store can.
 * Source: argo-events pkg/sensors/listener.go (getDependencyExpression), govaluate's names of variables.
 */
function isDependencyName(name: string): boolean {
  return /^[A-Za-z][A-Za-z0-9_-]*$/.test(name) && !/^(?:true|false|in)$/i.test(name);
}

function checkDependencyName(name: string): string {
  if (isDependencyName(name)) return name;
  throw new UserError(
    'usage',
    `"${name}" is no name of a dependency`,
    'letters, digits, "-" and "_", with a letter first',
  );
}

/** Conditions take "-" and "_" for the same sign. */
function isAlike(a: string, b: string): boolean {
  return a.replaceAll('-', '_') === b.replaceAll('-', '_');
}

/**
 * The value that `[NAME=][DEPENDENCY:]DATAKEY` means; of the first dependency where none is named.
 * Throws a UserError (usage).
 */
export function readValue(written: string, dependencies: readonly Dependency[]): Value {
  const [, name, rest = ''] = /^(?:([A-Za-z][\w-]*)=)?(.*)$/s.exec(written) ?? [];
  const { dependency, path } = splitDependency(rest, dependencies);
  if (path === '')
    throw new UserError('usage', `"${written}" names no value of the event`, '--parameter ref=body.ref');
  return { name: name ?? nameFor(path), dependency, dataKey: path };
}

/**
 * The filter that `[DEPENDENCY:]PATH COMPARATOR VALUE[|VALUE…]` means: `body.ref=refs/heads/main`, `body.total>=100`.
 * Throws a UserError (usage).
 */
export function readFilter(written: string, dependencies: readonly Dependency[]): Filter {
  const [, left = '', sign = '', right = ''] = /^(.+?)\s*(>=|<=|!=|==|=|>|<)\s*(.*)$/s.exec(written) ?? [];
  const { dependency, path } = splitDependency(left, dependencies);
  if (path === '' || right === '') {
    throw new UserError('usage', `"${written}" is no filter`, "--filter 'body.ref=refs/heads/main'");
  }
  const comparator = sign === '=' || sign === '==' ? undefined : sign;
  const values = right.split('|');
  const isNumber = values.every((value) => /^-?\d+(?:\.\d+)?$/.test(value));
  const isBool = values.every((value) => value === 'true' || value === 'false');
  if (!isNumber && comparator !== undefined && comparator !== '!=') {
    throw new UserError('usage', `"${comparator}" compares numbers, and "${right}" is none`);
  }
  const type = isNumber ? 'number' : isBool ? 'bool' : 'string';
  return { dependency, path, type, values, ...(comparator !== undefined && { comparator }) };
}

function splitDependency(
  text: string,
  dependencies: readonly Dependency[],
): { readonly dependency: string; readonly path: string } {
  const colon = text.indexOf(':');
  const named = dependencies.find(({ name }) => name === text.slice(0, Math.max(colon, 0)));
  if (named !== undefined) return { dependency: named.name, path: text.slice(colon + 1) };
  return { dependency: dependencies[0]?.name ?? '', path: text };
}

/** The values with names that are all different. */
export function withOwnNames(values: readonly Value[]): readonly Value[] {
  const taken = new Set<string>();
  return values.map((value) => {
    let name = value.name;
    for (let number = 2; taken.has(name); number++) name = `${value.name}-${number}`;
    taken.add(name);
    return { ...value, name };
  });
}

/** What a template of a sensor holds once for each dependency, and once for each value. */
export function sensorRows(dependencies: readonly Dependency[], values: readonly Value[]): readonly Rows[] {
  return [
    rowsOf(
      dependencies.map(({ name, from }) => ({
        'argoflow-dependency-name': name,
        'argoflow-dependency-source': from.eventSource.name,
        'argoflow-dependency-event': from.event.name,
      })),
    ),
    rowsOf(
      values.map((value, index) => ({
        'argoflow-value-name': value.name,
        'argoflow-value-of': value.dependency,
        'argoflow-value-key': value.dataKey,
        'argoflow-value-at': String(index),
        'argoflow-value-template': goTemplate(value),
      })),
    ),
  ];
}

function rowsOf(rows: readonly Readonly<Record<string, string>>[]): Rows {
  const substitutes = rows.map(
    (row): Substitutes =>
      new Map(
        Object.entries(row).map(([marker, value]): [string, Substitute] => [
          marker,
          { value, type: 'string' },
        ]),
      ),
  );
  return { markers: Object.keys(rows[0] ?? {}), rows: substitutes };
}

/**
 * The value as an expression of a Go template over the event. Numbers of JSON are floats there, and large ones would be
 * written with an exponent. Source: argo-events pkg/sensors/triggers/params.go (getValueWithTemplate).
 */
function goTemplate({ dataKey, isInteger = false }: Value): string {
  const keys = keysOf(dataKey);
  const dotted = keys.every((key) => /^[A-Za-z_]\w*$/.test(key));
  const parts = keys.map((key) => (/^\d+$/.test(key) ? key : `\`${key}\``));
  const path = dotted ? `.Input.${keys.join('.')}` : `index .Input ${parts.join(' ')}`;
  return isInteger ? `${path} | int64` : path;
}

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

/**
 * A pattern that only this text matches: values of texts are regular expressions, found anywhere in the text.
 * Source: argo-events pkg/sensors/dependencies/filter.go (filterData).
 */
function exactly(value: string): string {
  return /^[\w/ :@-]+$/.test(value) ? `^${value}$` : `^${value.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`;
}
