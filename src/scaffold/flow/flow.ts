import { UserError } from '../../errors.ts';
import type { JsonObject } from '../../json.ts';
import { sourceType } from '../../simulate/sources/source-type.ts';
import type { StimulusPorts } from '../../test-event/stimulus.ts';
import { type Addition, planAddition } from '../addition.ts';
import type { Answers } from '../answers.ts';
import { sourceEvents } from '../dependencies.ts';
import { type PlannedFile, planFiles } from '../plan.ts';
import { modelOf, type Project, withFiles } from '../project.ts';
import type { Rows } from '../rows.ts';
import { withDecisions } from '../sensor/decisions.ts';
import { takesValues } from '../sensor/plan.ts';
import { sensorRows } from '../sensor/rows.ts';
import type { Filter } from '../sensor/values.ts';
import type { StoppedEvent, Template } from '../template.ts';
import { type Arrived, arrive, askingOnly, type FlowEvents, sampleOf } from './event.ts';
import { flowExpressions } from './expressions.ts';
import { flowFilters, passingChanges } from './filters.ts';
import { flowTestFile } from './flow-test-file.ts';
import { answersOf, type FlowParts, presetFlow, titleOf } from './parts.ts';
import { readmeBlocks, sentence, withBlocks } from './readme.ts';
import { flowValues } from './values.ts';

/** What a project shall do, with every choice made. */
export interface Flow {
  readonly parts: FlowParts;
  readonly events: FlowEvents;
  /** As `--filter` and `--param` say them. */
  readonly filters: readonly string[];
  readonly parameters: readonly string[];
  /** As `--expr` says them. */
  readonly expressions: readonly string[];
}

/** How plain data becomes text; both end with a newline. */
export interface Renderers {
  readonly yaml: (object: JsonObject) => string;
  readonly json: (object: JsonObject) => string;
}

export interface PlannedFlow extends Addition {
  readonly title: string;
  /** Events that the filters stop, as far as some are known. */
  readonly stopped: readonly StoppedEvent[];
}

/** The event source as text, with everything that is known before the questions. */
export function plannedSource(parts: FlowParts, events: FlowEvents, answers: Answers): string {
  checkSample(events, answers);
  const files = planFiles(parts.source, answersOf('source', parts, answers));
  const file = files.find(({ text }) => /^kind: EventSource$/m.test(text));
  if (file === undefined) throw new Error(`the part ${parts.source.name} has no event source`);
  return askingOnly(file, parts.source.name, sampleOf(events)).text;
}

/** Throws a UserError (usage) for an answer that would keep the events of the chosen sample from coming. */
function checkSample(events: FlowEvents, answers: Answers): void {
  if (events.kind !== 'sample') return;
  const { type, name, when } = events.sample;
  for (const [key, value] of Object.entries(when)) {
    const given = answers.get(key);
    if (given === undefined || given === value) continue;
    throw new UserError(
      'usage',
      `the sample "${type}/${name}" is of ${key} "${value}", not "${given}"`,
      `choose another one of "argoflow events list" with --event, or give an event of your own with --from-event`,
    );
  }
}

/**
 * Plans a whole project of parts: the same choices make the same files, whoever asked.
 * Throws a UserError (usage) for an event that does not get through, and for filters and parameters that do not fit it.
 */
export function planFlow(flow: Flow, answers: Answers, ports: StimulusPorts, render: Renderers): PlannedFlow {
  const { parts, events } = flow;
  const arrived = passing(flow, plannedSource(parts, events, answers), ports);
  const data = firstData(arrived);
  const name = answers.get('name') ?? '';
  const dependency = answers.get('event') ?? '';
  const filters = flowFilters(ports.engine, flow.filters, data, dependency);
  const expressions = flowExpressions(ports.engine, flow.expressions, data);
  refuseParameters(parts.sensor, flow.parameters);
  const values = flowValues(ports.engine, flow.parameters, data, dependency);

  const frame = planFiles(parts.frame, answers);
  const text = (path: string) => frame.find((file) => file.path === path)?.text ?? '';
  let project: Project = {
    model: modelOf(new Map()),
    texts: new Map(),
    kustomization: { path: 'kustomization.yaml', text: text('kustomization.yaml') },
    scope: { complete: true, external: [] },
    releases: {},
  };
  const add = (
    part: 'bus' | 'source' | 'sensor',
    rows: readonly Rows[],
    edit: (file: PlannedFile) => PlannedFile,
  ) => {
    const own = answersOf(part, parts, answers);
    const addition = planAddition(project, parts[part], own, {
      rows,
      edit: (file) => edit(placed(file, own.get('name') ?? '')),
      permissionsFile: PERMISSIONS,
      render: render.yaml,
    });
    project = withFiles(project, addition.files);
  };
  add('bus', [], (file) => file);
  add('source', [], (file) => askingOnly(file, parts.source.name, sampleOf(events)));
  const [from] = sourceEvents(project.model);
  if (from === undefined) throw new Error('the project has no event source');
  add('sensor', sensorRows([{ name: dependency, from }], values), (file) =>
    withDecisions(file, filters, undefined, expressions),
  );

  const stopped = isPreset(flow) ? (presetFlow(parts)?.stopped ?? []) : stoppedBy(filters, parts.source.name);
  const files: PlannedFile[] = [
    ...[...project.texts].map(([path, text]) => ({ path, text })),
    { path: 'kustomization.yaml', text: project.kustomization?.text ?? '' },
    { path: 'event.json', text: render.json(arrived.file) },
    { path: '.argoflow.yaml', text: withExternal(text('.argoflow.yaml'), project) },
  ];
  const [sensor] = project.model.sensors;
  const isWorkflow = ['k8s', 'argoWorkflow'].includes(parts.sensor.name);
  const happening = sampleOf(events)?.title ?? `an event of type ${parts.source.name}`;
  const test = {
    event: dependency,
    target: from.name,
    title: happening,
    trigger: `${sensor?.name}/${sensor?.triggers[0]?.name}`,
    isWorkflow,
    values,
    file: arrived.file,
    stopped,
    type: parts.source.name,
  };
  files.push(flowTestFile(test, render.yaml));
  // npm packs no file of that name, so the template has another.
  if (secretsOf(project).length > 0) files.push({ path: '.gitignore', text: text('gitignore') });
  const title = titleOf(parts);
  const blocks = readmeBlocks({
    name,
    namespace: answers.get('namespace') ?? '',
    bus: answers.get('bus') ?? '',
    title,
    event: happening,
    target: from.name,
    trigger: parts.sensor.name,
    isWorkflow,
    filters,
    expressions: flow.expressions,
    values,
    files,
    stopped,
    type: parts.source.name,
    steps: stepsOf(parts, answers),
  });
  files.push({
    path: 'README.md',
    text: withBlocks(text('README.md').replace('argoflow-sentence', sentence(title)), blocks),
  });
  files.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { template: { ...parts.source, title }, answers, files, title, stopped };
}

function secretsOf({ model }: Project): readonly string[] {
  return model.resources
    .filter(({ kind }) => kind === 'Secret')
    .map(({ name, namespace }) => `Secret/${namespace}/${name}`);
}

/** Secrets that are not under version control are elsewhere wherever that is checked out. */
function withExternal(text: string, project: Project): string {
  const secrets = secretsOf(project);
  if (secrets.length === 0) return text;
  return text.replace(/^# external: .*$/m, `external: [${secrets.join(', ')}]`);
}

/** The events as they arrive; a sample that the filters would stop is changed so that it passes. */
function passing({ events, filters }: Flow, source: string, ports: StimulusPorts): Arrived {
  const first = arrive(source, events, ports);
  const [data] = first.data;
  if (events.kind !== 'sample' || data === undefined) return first;
  // What cannot be a filter of the sample as it is becomes none by a change.
  flowFilters(ports.engine, filters, data, '');
  const changes = passingChanges(ports.engine, filters, data, events.sample);
  return changes.length === 0 ? first : arrive(source, events, ports, changes);
}

/** Where accounts and roles stand. */
const PERMISSIONS = 'rbac.yaml';

function firstData({ data, problem }: Arrived): string {
  const [first] = data;
  if (first !== undefined) return first;
  throw new UserError(
    'usage',
    `the event does not get through: ${problem ?? 'the event source makes nothing of it'}`,
  );
}

function refuseParameters(sensor: Template, parameters: readonly string[]): void {
  const takes = takesValues(sensor);
  if (takes === parameters.length > 0) return;
  throw takes
    ? new UserError(
        'usage',
        `a trigger of kind ${sensor.name} needs a value of the event`,
        '--param ref=body.ref',
      )
    : new UserError('usage', `a trigger of kind ${sensor.name} takes no parameters`, 'leave out --param');
}

/**
 * A file of a part under its name in a project that is one flow: `demo-sensor.yaml` is `sensor.yaml`, and all accounts
 * stand in one file.
 */
function placed({ path, text }: PlannedFile, name: string): PlannedFile {
  const own = path.startsWith(`${name}-`) ? path.slice(name.length + 1) : path;
  return {
    path: own === 'event-source-account.yaml' ? PERMISSIONS : own,
    text: text.replaceAll(`${name}-sensor-rbac.yaml`, PERMISSIONS),
  };
}

/** Is it what the template of such a flow proposes? */
export function isPreset({ parts, events, filters, parameters, expressions }: Flow): boolean {
  const preset = presetFlow(parts);
  const same = (a: readonly string[], b: readonly string[]) => JSON.stringify(a) === JSON.stringify(b);
  return (
    preset !== undefined &&
    events.kind === 'sample' &&
    events.sample.name === preset.event &&
    parts.sensor.name === preset.trigger &&
    same(filters, preset.filters) &&
    expressions.length === 0 &&
    same(parameters, preset.parameters)
  );
}

/** Another value at the place of a filter, where the sample event can have one: a field of a message, or of a body. */
function stoppedBy(filters: readonly Filter[], type: string): readonly StoppedEvent[] {
  const http = sourceType(type)?.http === true;
  const place = http ? /^body\.(?!X-GitHub-)/ : /^/;
  return filters
    .filter(({ path }) => /^[\w-]+(?:\.[\w-]+)*$/.test(path) && place.test(path))
    .filter(({ comparator, isPattern }) => comparator === undefined && isPattern !== true)
    .filter(() => type !== 'slack' && type !== 'calendar')
    .slice(0, 1)
    .map(({ path, type: kind, values: [value = ''] }) => {
      const other =
        kind === 'bool' ? String(value !== 'true') : kind === 'number' ? `${value}1` : `not-${value}`;
      return { what: `${path} is ${other}`, event: undefined, set: [`${path}=${other}`] };
    });
}

/** What comes after the files: the template's own words, or those for any event source of its kind. */
function stepsOf(parts: FlowParts, answers: Answers): string {
  const { preset, frame, source } = parts;
  const http = source.parameters.some(({ name }) => name === 'endpoint');
  const own =
    presetFlow(parts) === undefined ? undefined : preset?.files.find(({ path }) => path === 'next-steps.md');
  const common = frame.files.find(({ path }) => path === (http ? 'steps-http.md' : 'steps-message.md'));
  const [steps] = planFiles(
    { ...source, files: [own ?? common ?? { path: 'steps.md', text: '' }] },
    answersOf('source', parts, answers),
  );
  return steps?.text ?? '';
}
