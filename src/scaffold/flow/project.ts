import { join } from 'node:path';
import { UserError } from '../../errors.ts';
import type { JsonObject } from '../../json.ts';
import { checkType, findSample, type Library, readLibrary } from '../../payloads/library.ts';
import { readCaptured } from '../../test-event/captured.ts';
import { capturedEvent, typeOfCaptured } from '../../test-event/captured-event.ts';
import type { StimulusPorts } from '../../test-event/stimulus.ts';
import { type Answers, resolveAnswers } from '../answers.ts';
import { planFiles } from '../plan.ts';
import { readParts } from '../read-parts.ts';
import { takesTemplates, takesValues } from '../sensor/plan.ts';
import type { Template } from '../template.ts';
import { readTemplates } from '../templates.ts';
import { type Arrived, arrive, type FlowEvents, proposalsFor, sampleDefaults } from './event.ts';
import { type Flow, isPreset, type PlannedFlow, planFlow, plannedSource, type Renderers } from './flow.ts';
import { type FlowParts, flowTemplate, presetFlow } from './parts.ts';
import type { FlowQuestions, Person, Start } from './person.ts';
import { proposedFilters, proposedParameters } from './proposals.ts';
import { hasAllFiles, type ProjectWords, wordsAgain } from './words.ts';

export interface PlannedProject {
  /** The template as a report calls it, with the parameters that were asked. */
  readonly template: Template;
  readonly answers: Answers;
  readonly files: PlannedFlow['files'];
  readonly stopped: PlannedFlow['stopped'];
  /** The type of its event source; undefined where a template says nothing of it. */
  readonly type: string | undefined;
  /** The words of the command line that choose the same flow again. */
  readonly again: readonly string[];
}

/** What a project shall be, and who is asked for the rest. */
export interface ProjectRequest {
  /** The folder of all templates. */
  readonly templates: string;
  /** The folder of the sample events. */
  readonly payloads: string;
  /** The template of a project of which nobody says more. */
  readonly usual: string;
  /** The name of the project's folder. */
  readonly folder: string;
  readonly words: ProjectWords;
  /** Values of parameters, by name. */
  readonly given: ReadonlyMap<string, string>;
  /** Undefined where nobody is to be asked. */
  readonly person: Person | undefined;
  /** The text of an event that somebody has kept, by its path or "-". */
  readonly readEvent: (path: string) => Promise<string>;
  readonly render: Renderers;
}

/**
 * Plans a project as the words say, and asks a person for the rest; the same choices make the same files. Writes nothing.
 * Throws a UserError for what will not do; undefined when the person gives up.
 */
export async function planProject(
  request: ProjectRequest,
  { engine, world }: Pick<StimulusPorts, 'engine' | 'world'>,
): Promise<PlannedProject | undefined> {
  const { templates, payloads, words, person } = request;
  if (words['no-filter'] === true && words.filter !== undefined) {
    throw new UserError('usage', '--filter and --no-filter cannot be used together');
  }
  const kept = await readKept(request, engine);
  const start = await startOf(
    request,
    kept?.map(typeOfCaptured).find((type) => type !== undefined),
  );
  if (start === undefined) return undefined;
  let parts = await readParts(templates, { ...start, trigger: words.trigger });
  const library = await readLibrary(payloads, [parts.source.name]);
  const ports = { engine, world, library };
  const events = await eventsOf(request, parts, kept && { items: kept, ports }, library);
  if (events === undefined) return undefined;
  if (person !== undefined && words.trigger === undefined) {
    const kinds = await readTemplates(join(templates, 'sensor'));
    const trigger = await person.flow.trigger(kinds, parts.sensor.name);
    if (trigger === undefined) return undefined;
    parts = await readParts(templates, { ...start, trigger });
  }
  const chosen = await choices(request, parts, events, ports);
  return chosen && (await planned(request, chosen, ports));
}

type Kept = ReturnType<typeof readCaptured>;

async function readKept(
  { words, readEvent }: ProjectRequest,
  engine: StimulusPorts['engine'],
): Promise<Kept | undefined> {
  const path = words['from-event'];
  if (path === undefined) return undefined;
  return readCaptured(engine, await readEvent(path), path === '-' ? 'standard input' : `"${path}"`);
}

/** With which template or type of event source it begins. */
async function startOf(
  { templates, usual, words, person }: ProjectRequest,
  keptType: string | undefined,
): Promise<Start | undefined> {
  const { template, source, event } = words;
  // `github/push` says the type too.
  const type = source ?? (event?.includes('/') === true ? event.split('/', 1)[0] : undefined);
  if (template !== undefined && type === undefined) return { template };
  if (type !== undefined) {
    return { source: checkType(type), ...(template !== undefined && { template }) };
  }
  if (keptType !== undefined) return { source: keptType };
  if (person !== undefined) {
    const all = await readTemplates(templates);
    const first = all.filter(({ name }) => name === usual);
    const rest = all.filter(({ name }) => name !== usual);
    const sources = await readTemplates(join(templates, 'event-source'));
    return person.flow.start([...first, ...rest], sources, usual);
  }
  if (words['from-event'] !== undefined) {
    throw new UserError(
      'usage',
      'nothing in the event tells which type of event source it comes from',
      'say it with --source, such as --source kafka',
    );
  }
  return { template: usual };
}

async function eventsOf(
  { words: { event, 'from-event': file }, person }: ProjectRequest,
  parts: FlowParts,
  kept: { readonly items: Kept; readonly ports: StimulusPorts } | undefined,
  library: Library,
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
  { words, given, folder, person }: ProjectRequest,
  parts: FlowParts,
  events: FlowEvents,
  ports: StimulusPorts,
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
    : proposedParameters(proposals, takesTemplates(parts.sensor));
  if (person !== undefined) showEvent(person.flow, events, arrived);

  let filters = words['no-filter'] === true ? [] : words.filter;
  filters ??= person === undefined ? usualFilters : await person.flow.filters(proposals, usualFilters);
  if (filters === undefined) return undefined;
  let parameters = words.param;
  if (!takesValues(parts.sensor)) parameters ??= [];
  parameters ??=
    person === undefined ? usualParameters : await person.flow.parameters(proposals, usualParameters);
  return parameters && { parts, events, filters, parameters, expressions: words.expr ?? [] };
}

function showEvent(questions: FlowQuestions, events: FlowEvents, { data }: Arrived): void {
  const [first] = data;
  if (first === undefined) return;
  const title = events.kind === 'sample' ? events.sample.title : `the event of ${events.origin}`;
  questions.show(title, JSON.parse(first) as JsonObject);
}

async function planned(
  { usual, folder, given, person, render }: ProjectRequest,
  flow: Flow,
  ports: StimulusPorts,
): Promise<PlannedProject | undefined> {
  const { parts, events } = flow;
  const type = parts.source.name;
  const again = wordsAgain(flow, usual);
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
      : { ...projectOf(planFlow(flow, answers, ports, render), template), type, again };
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

/** The template that has all files of such a flow, written by hand. */
function wholeTemplate(flow: Flow): Template | undefined {
  const { preset } = flow.parts;
  return preset !== undefined && hasAllFiles(preset) && isPreset(flow) ? preset : undefined;
}
