import { isObject, type JsonObject, scalarText, valueAt } from '../json.ts';
import type { Dependency, Sensor, Trigger } from '../model/kinds/sensor.ts';
import type { Link } from '../model/links.ts';
import { conditionsFault, isSame, wordsOf } from '../rules/conditions-fault.ts';
import { withDeadLetters } from '../rules/dead-letters.ts';
import { subscriptionOf } from '../rules/subscription.ts';
import { kindPart, parametersOf } from '../rules/trigger-parts.ts';
import { runsAs } from './accounts.ts';
import { absence, type Context, idOfObject } from './context.ts';
import { actsOn } from './destinations.ts';
import type { Fact } from './flow-graph.ts';
import { subject } from './sources.ts';
import { fact, filterLines, textOrNumber, transformLine } from './summary.ts';

export function addSensor(context: Context, sensor: Sensor): void {
  const { model, draft, idOf } = context;
  const { resource } = sensor;
  const id = draft.node({
    id: idOf(resource),
    kind: 'sensor',
    noun: 'Sensor',
    title: resource.displayName,
    namespace: model.namespaceOf(resource),
    facts: fact('service account', sensor.serviceAccountName),
    sites: [{ resource, path: [] }],
    content: withoutParts(resource.value),
  });
  const dependencies = new Map<string, string>();
  for (const dependency of sensor.dependencies) {
    dependencies.set(dependency.name, addDependency(context, id, sensor, dependency));
  }
  for (const trigger of sensor.triggers) addTrigger(context, id, sensor, trigger, dependencies);
  const asked = context.permissions.ofSensor(sensor);
  for (const link of context.linksOf(resource, 'runs-as')) runsAs(context, id, link, asked);
}

function addDependency(context: Context, parent: string, sensor: Sensor, dependency: Dependency): string {
  const { model, draft, presenceOf } = context;
  const { resource } = sensor;
  const { path, eventSourceName, eventName } = dependency;
  const namespace = model.namespaceOf(resource);
  const filters = filterLines(dependency);
  const transform = transformLine(dependency);
  const node = draft.node({
    id: draft.freeId(`${parent}/dependency/${dependency.name}`),
    kind: 'dependency',
    parent,
    noun: 'dependency',
    title: dependency.name,
    namespace,
    facts: [
      ...fact('event source', eventSourceName),
      ...fact('event', eventName),
      ...fact('filters joined by', filters.length > 1 ? dependency.filtersLogicalOperator || 'and' : ''),
      ...fact('transform', transform ?? ''),
    ],
    sites: [{ resource, path }],
    content: valueAt(resource.value, path) ?? null,
  });
  const bus = context.linksOf(resource, 'event-bus')[0];
  const event = context
    .linksOf(resource, 'event')
    .find(
      ({ at }) => at.path?.length === path.length && path.every((part, index) => part === at.path?.[index]),
    );
  if (bus === undefined || event === undefined) return node;
  const busPresence = presenceOf(bus);
  const from = subject(context, bus, eventSourceName, eventName);
  draft.edge({
    kind: 'delivers',
    from,
    to: node,
    labels: [...filters, ...(transform === undefined ? [] : [transform])],
    broken: absence(bus, busPresence) ?? lost(context, event),
    sites: [
      { resource, path: [...path, 'eventSourceName'] },
      { resource, path: [...path, 'eventName'] },
      ...(dependency.filters === undefined ? [] : [{ resource, path: [...path, 'filters'] }]),
    ],
  });
  // An event source that is not there has no event that could say so.
  const presence = presenceOf(event);
  if (event.target === undefined && presence !== 'there') {
    const { to } = event;
    const source = draft.node({
      id: idOfObject(to.kind, to.namespace, to.name),
      kind: 'event-source',
      noun: 'EventSource',
      title: to.name,
      namespace,
      presence,
    });
    draft.edge({
      kind: 'publishes',
      from: source,
      to: from,
      broken: absence(event, presence),
      sites: [{ resource, path: [...path, 'eventSourceName'] }],
    });
  }
  return node;
}

function lost(context: Context, event: Link): string | undefined {
  const missing = absence(event, context.presenceOf(event));
  if (missing !== undefined || event.partFound !== false) return missing;
  return `the EventSource "${event.to.name}" has no event "${event.to.part ?? ''}"`;
}

function addTrigger(
  context: Context,
  parent: string,
  sensor: Sensor,
  main: Trigger,
  dependencies: ReadonlyMap<string, string>,
): void {
  const { model, draft } = context;
  const { resource } = sensor;
  let before: string | undefined;
  for (const trigger of withDeadLetters(main)) {
    const part = kindPart(trigger);
    const operation = textOrNumber(part?.value['operation']);
    const node = draft.node({
      id: draft.freeId(`${parent}/trigger/${trigger.name}`),
      kind: 'trigger',
      parent,
      noun: [part?.kind ?? '', operation, 'trigger'].filter((word) => word !== '').join(' '),
      title: trigger.name,
      namespace: model.namespaceOf(resource),
      facts: triggerFacts(trigger),
      sites: [{ resource, path: trigger.path }],
      content: withoutDeadLetter(trigger.spec),
    });
    if (before === undefined) awaits(context, parent, sensor, trigger, node, dependencies);
    else draft.edge({ kind: 'dead-letter', from: before, to: node, labels: ['on failure'] });
    actsOn(context, { node, trigger, sensor });
    before = node;
  }
}

/** What a trigger waits for: one dependency, or several of them in a condition. */
function awaits(
  { engine, draft }: Context,
  parent: string,
  sensor: Sensor,
  trigger: Trigger,
  node: string,
  dependencies: ReadonlyMap<string, string>,
): void {
  const names = waitedFor();
  const known = names.flatMap((name) => {
    const id = dependencies.get(name);
    return id === undefined ? [] : [id];
  });
  const fault = conditionsFault(engine, trigger, sensor);
  const [only] = known;
  if (
    known.length === 1 &&
    only !== undefined &&
    fault === undefined &&
    trigger.conditions.trim() === (names[0] ?? '')
  ) {
    draft.edge({ kind: 'waits-for', from: only, to: node });
    return;
  }
  if (known.length === 1 && only !== undefined && fault === undefined && trigger.conditions === '') {
    draft.edge({ kind: 'waits-for', from: only, to: node });
    return;
  }
  if (known.length === 0 && trigger.conditions === '') return;
  const unknown = fault?.kind === 'unknown' ? fault.names : [];
  const condition = draft.node({
    id: `${node}/condition`,
    kind: 'condition',
    parent,
    noun: 'condition',
    title: trigger.conditions || names.join(' && '),
    facts: fact(
      'written',
      trigger.conditions === '' ? 'no: without conditions all dependencies are needed' : '',
    ),
    sites: [{ resource: sensor.resource, path: [...trigger.path, 'template', 'conditions'] }],
    content: trigger.conditions,
  });
  for (const from of known) draft.edge({ kind: 'waits-for', from, to: condition });
  for (const name of unknown) {
    const ghost = draft.node({
      id: `${parent}/dependency/${name}`,
      kind: 'dependency',
      parent,
      noun: 'dependency',
      title: name,
      presence: 'missing',
    });
    const broken = `the Sensor has no dependency "${name}"`;
    const path = [...trigger.path, 'template', 'conditions'];
    draft.edge({
      kind: 'waits-for',
      from: ghost,
      to: condition,
      broken,
      sites: [{ resource: sensor.resource, path }],
    });
  }
  const stops = fault !== undefined && fault.kind !== 'unknown';
  draft.edge({
    kind: 'decides',
    from: condition,
    to: node,
    ...(stops && { broken: 'the conditions stop the trigger from ever firing' }),
  });

  function waitedFor(): readonly string[] {
    const subscription = subscriptionOf(engine, trigger, sensor);
    if (subscription !== undefined) return [...subscription.dependencies];
    const words = wordsOf(trigger.conditions);
    return [...dependencies.keys()].filter((name) => words.some((word) => isSame(word, name)));
  }
}

function triggerFacts(trigger: Trigger): readonly Fact[] {
  const { spec } = trigger;
  const limit = spec['rateLimit'];
  const rate = isObject(limit)
    ? `${scalarText(limit['requestsPerUnit']) ?? 0} per ${textOrNumber(limit['unit']) || 'Second'}`
    : '';
  return [
    ...fact('at least once', spec['atLeastOnce'] === true ? 'yes' : ''),
    ...fact('rate limit', rate),
    ...parametersOf(trigger).map(({ spec: { src, dest } }): Fact => {
      const source =
        src === undefined
          ? ''
          : src.dataTemplate ||
            src.contextTemplate ||
            src.dataKey ||
            src.contextKey ||
            (src.value === undefined ? 'the event' : 'a constant');
      const of = src?.dependencyName ?? '';
      return { label: 'parameter', text: `${of === '' ? '' : `${of}: `}${source} → ${dest}` };
    }),
  ];
}

/** What of a Sensor is no dependency's and no trigger's: those are nodes of their own. */
function withoutParts(value: JsonObject): JsonObject {
  const { spec } = value;
  if (!isObject(spec)) return value;
  const { dependencies: _, triggers: __, ...rest } = spec;
  return { ...value, spec: rest };
}

function withoutDeadLetter(spec: JsonObject): JsonObject {
  const { dlqTrigger: _, ...rest } = spec;
  return rest;
}
