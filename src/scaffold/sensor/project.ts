import { join } from 'node:path';
import { openEngine } from '../../engine/wasm.ts';
import { UserError } from '../../errors.ts';
import { readLibrary, suited } from '../../payloads/library.ts';
import { sampleId } from '../../payloads/sample.ts';
import type { ParameterProposal } from '../../proposals/proposals.ts';
import { openWorld } from '../../test-event/world.ts';
import { takableValues } from '../arrival.ts';
import { answersFor } from '../ask.ts';
import { type Dependency, readDependencies, type SourceEvent, sourceEvents } from '../dependencies.ts';
import type { PartRequest } from '../part.ts';
import { type Project, withDefaults } from '../project.ts';
import { readProject } from '../read-project.ts';
import type { Template } from '../template.ts';
import { readKind } from '../templates.ts';
import { findTemplate, forTemplate } from './of-template.ts';
import {
  planSensor,
  proposedValue,
  type SensorAddition,
  sensorTemplate,
  takableBy,
  takesValues,
} from './plan.ts';
import { readFilter, readValue, type Value } from './values.ts';

/** A sensor as the command line says it. */
export interface SensorWords {
  readonly dependency?: readonly string[] | undefined;
  readonly parameter?: readonly string[] | undefined;
  readonly filter?: readonly string[] | undefined;
  readonly conditions?: string | undefined;
  /** A WorkflowTemplate of the project that the Workflow is made of. */
  readonly 'workflow-template'?: string | undefined;
}

/** The questions that are asked at a terminal; each answers undefined when the person gives up. */
export interface SensorQuestions {
  event(names: readonly string[]): Promise<string | undefined>;
  dataKey(proposals: readonly ParameterProposal[], event: string): Promise<string | undefined>;
}

/** A part of a project that is a sensor. */
export interface ProjectSensorRequest extends PartRequest {
  /** The folder of the sample events. */
  readonly payloads: string;
  /** Undefined where nobody is to be asked. */
  readonly questions: SensorQuestions | undefined;
}

/**
 * Plans a sensor with that kind of trigger. Writes nothing; undefined when the person gives up.
 * Throws a UserError: `usage` for what will not do, `work` for a project that cannot be read.
 */
export async function planProjectSensor(
  kind: string,
  words: SensorWords,
  request: ProjectSensorRequest,
): Promise<SensorAddition | undefined> {
  const { templates, folder, given, ask, questions, render } = request;
  const project = await readProject(folder);
  const target = words['workflow-template'];
  const found = target === undefined ? undefined : findTemplate(project, target);
  const part = found === undefined ? 'sensor' : 'sensor-of-template';
  const written = await readKind(join(templates, part), kind);
  const events = sourceEvents(project.model);
  let named = words.dependency ?? [];
  if (named.length === 0 && events.length > 1 && questions !== undefined) {
    const chosen = await questions.event(events.map(({ name }) => name));
    if (chosen === undefined) return undefined;
    named = [chosen];
  }
  const dependencies = readDependencies(events, named);
  const filters = (words.filter ?? []).map((text) => readFilter(text, dependencies));
  const fit = new Map([['workflow-template', found?.name]]);
  const template = withDefaults(sensorTemplate(written, dependencies), fit);
  const answers = await answersFor(template, given, folder, ask);
  if (answers === undefined) return undefined;
  const parameters = words.parameter?.map((text) => readValue(text, dependencies));
  if (parameters !== undefined && !takesValues(template)) {
    throw new UserError(
      'usage',
      `a trigger of kind ${template.name} takes no parameters`,
      'leave out --parameter',
    );
  }
  const proposed = takesValues(template)
    ? (parameters ?? (await proposedValues(project, template, dependencies, request)))
    : [];
  if (proposed === undefined) return undefined;
  const values = found === undefined ? proposed : forTemplate(found, proposed, parameters !== undefined);
  const { conditions } = words;
  return planSensor(project, template, answers, { dependencies, values, filters, conditions }, render);
}

/**
 * The arguments of `argoflow test-event` that try the sensor: its events and, where there is only one, the sample that
 * such an event source gets first, whatever event files the project has.
 */
export async function trialOf(
  payloads: string,
  { dependencies }: SensorAddition,
): Promise<readonly string[]> {
  const names = [...new Set(dependencies.map(({ from }) => from.name))];
  const [first, ...others] = dependencies;
  if (first === undefined || others.length > 0) return names;
  const { event } = first.from;
  const library = await readLibrary(payloads, [event.type]);
  const sample = suited(library, event);
  return sample === undefined ? names : [...names, '--event', sampleId(sample)];
}

/** Of each dependency the value that is worth most, or the one that a person chooses. */
async function proposedValues(
  project: Project,
  template: Template,
  dependencies: readonly Dependency[],
  { payloads, questions }: ProjectSensorRequest,
): Promise<readonly Value[] | undefined> {
  const arrivals = await openArrivals(payloads, project);
  try {
    const values: Value[] = [];
    for (const { name, from } of dependencies) {
      const proposals = takableBy(template, arrivals.of(from));
      const [first] = proposals;
      if (first === undefined) {
        throw new UserError(
          'usage',
          `no sample event gets through "${from.name}", so its values are not known`,
          'name one with --parameter, such as --parameter ref=body.ref',
        );
      }
      const path = questions === undefined ? first.path : await questions.dataKey(proposals, from.name);
      if (path === undefined) return undefined;
      values.push(proposedValue(proposals.find((one) => one.path === path) ?? first, name));
    }
    return values;
  } finally {
    arrivals.end();
  }
}

/** Says what a trigger can take of an event of the project. `end` must be called. */
interface Arrivals {
  of(event: SourceEvent): readonly ParameterProposal[];
  end(): void;
}

/** Opens the engine, with the samples of the types that the project has. */
async function openArrivals(payloads: string, { model }: Project): Promise<Arrivals> {
  const types = model.eventSources.flatMap(({ events }) => events.map(({ type }) => type));
  const library = await readLibrary(payloads, types);
  const { world, engineWorld } = openWorld({ seed: 1 });
  const engine = openEngine(engineWorld);
  return {
    of: (event) => takableValues(event, { engine, world, library }),
    end: () => engine.close(),
  };
}
