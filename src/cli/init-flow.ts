import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { isObject, type JsonObject } from '../json.ts';
import { checkType, findSample, type Library, readLibrary } from '../payloads/library.ts';
import { renderJson } from '../report/json.ts';
import { outlineLines } from '../report/outline.ts';
import { renderObjects } from '../report/rbac.ts';

import { type Answers, resolveAnswers } from '../scaffold/answers.ts';
import { type Flow, isPreset, type PlannedFlow, planFlow, plannedSource } from '../scaffold/flow.ts';
import {
  type Arrived,
  arrive,
  type FlowEvents,
  proposalsFor,
  sampleDefaults,
} from '../scaffold/flow-event.ts';
import { type FlowParts, flowTemplate, presetFlow } from '../scaffold/flow-parts.ts';
import { proposedFilters, proposedParameters } from '../scaffold/flow-words.ts';
import { planFiles } from '../scaffold/plan.ts';
import { readParts } from '../scaffold/read-parts.ts';
import { takesValues } from '../scaffold/sensor-plan.ts';
import type { Template } from '../scaffold/template.ts';
import { readTemplates } from '../scaffold/templates.ts';
import { readCaptured } from '../test-event/captured.ts';
import { capturedEvent, typeOfCaptured } from '../test-event/captured-event.ts';
import type { StimulusPorts } from '../test-event/stimulus.ts';
import type { FlowQuestions, Start } from './flow-questions.ts';
import { readStdin } from './stdin.ts';
import { DEFAULT_TEMPLATE } from './template-parameters.ts';

/** What the command line says about a flow. */
export interface FlowFlags {
  readonly template?: string | undefined;
  readonly source?: string | undefined;
  readonly event?: string | undefined;
  readonly 'from-event'?: string | undefined;
  readonly trigger?: string | undefined;
  readonly filter?: readonly string[] | undefined;
  readonly 'no-filter'?: boolean | undefined;
  readonly param?: readonly string[] | undefined;
  readonly expr?: readonly string[] | undefined;
}

/** What is asked, and of whom. */
export interface Person {
  readonly flow: FlowQuestions;
  answers(template: Template): Promise<ReadonlyMap<string, string> | undefined>;
}

export interface PlannedProject {
  /** The template as a report calls it, with the parameters that were asked. */
  readonly template: Template;
  readonly answers: Answers;
  readonly files: PlannedFlow['files'];
  readonly stopped: PlannedFlow['stopped'];
  /** The type of its event source; undefined where a template says nothing of it. */
  readonly type: string | undefined;
  /** The flags that choose the same flow again. */
  readonly again: readonly string[];
}

/**
 * Plans a project as the flags say, and asks a person for the rest; the same choices make the same files. Writes nothing.
 * Throws a UserError for what will not do; undefined when the person gives up.
 *
 * @param root The folder of the program.
 * @param folder The name of the project's folder.
 * @param person Undefined where nobody is to be asked.
 */
export async function planProject(
  root: string,
  flags: FlowFlags,
  given: ReadonlyMap<string, string>,
  folder: string,
  person: Person | undefined,
  { engine, world }: Pick<StimulusPorts, 'engine' | 'world'>,
): Promise<PlannedProject | undefined> {
  const templates = join(root, 'templates');
  if (flags['no-filter'] === true && flags.filter !== undefined) {
    throw new UserError('usage', '--filter and --no-filter cannot be used together');
  }
  const kept = flags['from-event'] === undefined ? undefined : await readKept(engine, flags['from-event']);
  const start = await startOf(templates, flags, kept && typeOf(kept), person);
  if (start === undefined) return undefined;
  let parts = await readParts(templates, { ...start, trigger: flags.trigger });
  const type = parts.source.name;
  const library = await readLibrary(join(root, 'payloads'), [type]);
  const ports = { engine, world, library };
  const events = await eventsOf(parts, flags, kept && { items: kept, ports }, library, person);
  if (events === undefined) return undefined;
  if (person !== undefined && flags.trigger === undefined) {
    const kinds = await readTemplates(join(templates, 'sensor'));
    const trigger = await person.flow.trigger(kinds, parts.sensor.name);
    if (trigger === undefined) return undefined;
    parts = await readParts(templates, { ...start, trigger });
  }
  const chosen = await choices(parts, events, flags, given, folder, ports, person);
  if (chosen === undefined) return undefined;
  return planned(chosen, given, folder, ports, person);
}

type Kept = ReturnType<typeof readCaptured>;

async function readKept(engine: StimulusPorts['engine'], path: string): Promise<Kept> {
  const text = path === '-' ? await readStdin() : await readEvent(path);
  return readCaptured(engine, text, path === '-' ? 'standard input' : `"${path}"`);
}

async function readEvent(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') throw new UserError('usage', `there is no file "${path}"`);
    if (code === 'EISDIR') throw new UserError('usage', `"${path}" is a folder, not a file`);
    throw new UserError(
      'work',
      `cannot read "${path}": ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function typeOf(kept: Kept): string | undefined {
  return kept.map(typeOfCaptured).find((type) => type !== undefined);
}

/** With which template or type of event source it begins. */
async function startOf(
  templates: string,
  { template, source, event, 'from-event': file }: FlowFlags,
  keptType: string | undefined,
  person: Person | undefined,
): Promise<Start | undefined> {
  // `github/push` says the type too.
  const type = source ?? (event?.includes('/') === true ? event.split('/', 1)[0] : undefined);
  if (template !== undefined && type === undefined) return { template };
  if (type !== undefined) {
    return { source: checkType(type), ...(template !== undefined && { template }) };
  }
  if (keptType !== undefined) return { source: keptType };
  if (person !== undefined) {
    const all = await readTemplates(templates);
    const first = all.filter(({ name }) => name === DEFAULT_TEMPLATE);
    const rest = all.filter(({ name }) => name !== DEFAULT_TEMPLATE);
    const sources = await readTemplates(join(templates, 'event-source'));
    return person.flow.start([...first, ...rest], sources, DEFAULT_TEMPLATE);
  }
  if (file !== undefined) {
    throw new UserError(
      'usage',
      'nothing in the event tells which type of event source it comes from',
      'say it with --source, such as --source kafka',
    );
  }
  return { template: DEFAULT_TEMPLATE };
}

async function eventsOf(
  parts: FlowParts,
  { event, 'from-event': file }: FlowFlags,
  kept: { readonly items: Kept; readonly ports: StimulusPorts } | undefined,
  library: Library,
  person: Person | undefined,
): Promise<FlowEvents | undefined> {
  const type = parts.source.name;
  if (kept !== undefined) {
    if (event !== undefined) throw new UserError('usage', '--event and --from-event cannot be used together');
    const { items, ports } = kept;
    const all = items.map((item) => capturedEvent(ports.engine, item, type, library));
    return { kind: 'captured', events: all, origin: `"${file}"` };
  }
  const usual = presetFlow(parts)?.event ?? library[0]?.name ?? '';
  const name =
    event ?? (person === undefined || library.length < 2 ? usual : await person.flow.event(library, usual));
  if (name === undefined) return undefined;
  const sample = findSample(library, name.includes('/') ? name : `${type}/${name}`);
  return { kind: 'sample', sample };
}

/** Filters and parameters: as given, as chosen, or as proposed. */
async function choices(
  parts: FlowParts,
  events: FlowEvents,
  flags: FlowFlags,
  given: ReadonlyMap<string, string>,
  folder: string,
  ports: StimulusPorts,
  person: Person | undefined,
): Promise<Flow | undefined> {
  const template = flowTemplate(parts, sampleDefaults(events));
  // What is given is checked before more is asked; the values of a template that is only its files, by itself.
  const known = new Map([...given].filter(([name]) => template.parameters.some((one) => one.name === name)));
  const arrived = arrive(
    plannedSource(parts, events, resolveAnswers(template, known, folder)),
    events,
    ports,
  );
  const proposals = proposalsFor(arrived, events, ports);
  const preset = presetFlow(parts);
  const isUsual = preset !== undefined && events.kind === 'sample' && events.sample.name === preset.event;
  const usualFilters = isUsual ? preset.filters : proposedFilters(proposals);
  const usualParameters = isUsual
    ? preset.parameters
    : proposedParameters(proposals, takesPlain(parts.sensor));
  if (person !== undefined) showEvent(person.flow, events, arrived);

  let filters = flags['no-filter'] === true ? [] : flags.filter;
  filters ??= person === undefined ? usualFilters : await person.flow.filters(proposals, usualFilters);
  if (filters === undefined) return undefined;
  let parameters = flags.param;
  if (!takesValues(parts.sensor)) parameters ??= [];
  parameters ??=
    person === undefined ? usualParameters : await person.flow.parameters(proposals, usualParameters);
  return parameters && { parts, events, filters, parameters, expressions: flags.expr ?? [] };
}

function takesPlain({ files }: Template): boolean {
  return files.some(({ text }) => text.includes('argoflow-value-template'));
}

/** The lines of an event that are shown: with the question below it, that is a screen. */
const SHOWN = 16;

function showEvent(questions: FlowQuestions, events: FlowEvents, { data }: Arrived): void {
  const [first] = data;
  if (first === undefined) return;
  const whole = JSON.parse(first) as JsonObject;
  // Headers can be chosen, too, but they are not what the event is about.
  const said = Object.entries(whole).filter(([key]) => key !== 'header' && key !== 'headers');
  const [only, ...others] = said.length === 0 ? Object.entries(whole) : said;
  // What is around everything takes a line, and no level.
  const lines =
    only !== undefined && others.length === 0 && isObject(only[1])
      ? [`${only[0]}:`, ...outlineLines(only[1], SHOWN - 1).map((line) => `  ${line}`)]
      : outlineLines(Object.fromEntries(said), SHOWN);
  const title = events.kind === 'sample' ? events.sample.title : `the event of ${events.origin}`;
  questions.show(title, lines);
}

async function planned(
  flow: Flow,
  given: ReadonlyMap<string, string>,
  folder: string,
  ports: StimulusPorts,
  person: Person | undefined,
): Promise<PlannedProject | undefined> {
  const { parts, events } = flow;
  const type = parts.source.name;
  const again = flagsOf(flow);
  const whole = wholeTemplate(flow);
  const template = whole ?? flowTemplate(parts, sampleDefaults(events));
  resolveAnswers(template, given, folder);
  const asked = person === undefined ? given : await person.answers(template);
  if (asked === undefined) return undefined;
  const answers = resolveAnswers(template, asked, folder);
  const plan: PlannedProject =
    whole !== undefined
      ? {
          template,
          answers,
          files: planFiles(whole, answers),
          stopped: whole.flow?.stopped ?? [],
          type,
          again,
        }
      : { ...projectOf(planFlow(flow, answers, ports, RENDERERS), template), type, again };
  if (person === undefined) return plan;
  const lines = [
    template.title,
    ...flow.filters.map((filter) => `if ${filter}`),
    ...flow.expressions.map((expression) => `if ${expression}`),
    ...flow.parameters.map((parameter) => `with ${parameter}`),
    '',
    ...plan.files.map(({ path }) => path),
  ];
  return (await person.flow.agree(folder, lines)) === true ? plan : undefined;
}

function projectOf({ answers, files, stopped, title }: PlannedFlow, template: Template) {
  return { template: { ...template, title }, answers, files, stopped };
}

const RENDERERS = {
  yaml: (object: JsonObject) => renderObjects([object], 'yaml'),
  json: (object: JsonObject) => renderJson(object),
};

/** The template that has all files of such a flow, written by hand. */
function wholeTemplate(flow: Flow): Template | undefined {
  const { preset } = flow.parts;
  return preset !== undefined && hasAllFiles(preset) && isPreset(flow) ? preset : undefined;
}

function hasAllFiles({ files }: Template): boolean {
  return files.some(({ path }) => path !== 'next-steps.md');
}

/** Is the project put together, and not only the files of that template? */
export function isOfParts(flags: FlowFlags, template: Template): boolean {
  const { source, event, trigger, filter, param, expr } = flags;
  const isSaid = [source, event, flags['from-event'], trigger, filter, param, expr].some(
    (flag) => flag !== undefined,
  );
  return isSaid || flags['no-filter'] === true || !hasAllFiles(template);
}

/** What differs from the template, as flags. */
function flagsOf({ parts, events, filters, parameters, expressions }: Flow): readonly string[] {
  const preset = presetFlow(parts);
  const same = (a: readonly string[], b: readonly string[] | undefined) =>
    JSON.stringify(a) === JSON.stringify(b);
  const name = parts.preset?.name;
  const isUsual = events.kind === 'sample' && events.sample.name === preset?.event;
  const start =
    preset === undefined
      ? ['--source', parts.source.name]
      : name === DEFAULT_TEMPLATE
        ? []
        : ['--template', name ?? ''];
  return [
    ...start,
    ...(isUsual ? [] : eventFlags(events)),
    ...(parts.sensor.name === preset?.trigger ? [] : ['--trigger', parts.sensor.name]),
    ...(same(filters, preset?.filters) && isUsual
      ? []
      : filters.length === 0
        ? ['--no-filter']
        : filters.flatMap((filter) => ['--filter', filter])),
    ...expressions.flatMap((expression) => ['--expr', expression]),
    ...(same(parameters, preset?.parameters) && isUsual ? [] : parameters.flatMap((one) => ['--param', one])),
  ];
}

function eventFlags(events: FlowEvents): readonly string[] {
  if (events.kind === 'sample') return ['--event', events.sample.name];
  return ['--from-event', events.origin.slice(1, -1)];
}
