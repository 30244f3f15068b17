import { join } from 'node:path';
import { UserError } from '../errors.ts';
import { readLibrary, suited } from '../payloads/library.ts';
import { sampleId } from '../payloads/sample.ts';
import type { ParameterProposal } from '../proposals/proposals.ts';
import { type Project, withDefaults } from '../scaffold/project.ts';
import { readProject } from '../scaffold/read-project.ts';
import {
  type Dependency,
  readDependencies,
  readFilter,
  readValue,
  sourceEvents,
  type Value,
} from '../scaffold/sensor.ts';
import { findTemplate, forTemplate } from '../scaffold/sensor-of-template.ts';
import {
  planSensor,
  proposedValue,
  type SensorAddition,
  sensorTemplate,
  takableBy,
  takesValues,
} from '../scaffold/sensor-plan.ts';
import type { Template } from '../scaffold/template.ts';
import { readKind } from '../scaffold/templates.ts';
import { answersFor, openArrivals, renderObject } from './scaffold-run.ts';

/** A sensor as the command line says it. */
export interface SensorFlags {
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
  answers(template: Template): Promise<ReadonlyMap<string, string> | undefined>;
  dataKey(proposals: readonly ParameterProposal[], event: string): Promise<string | undefined>;
}

/**
 * Plans a sensor with that kind of trigger for the project in `folder`. Writes nothing; undefined when the person gives up.
 * Throws a UserError: `usage` for what will not do, `work` for a project that cannot be read.
 *
 * @param root The folder of the program.
 * @param questions Undefined where nobody is to be asked.
 */
export async function planProjectSensor(
  root: string,
  kind: string,
  folder: string,
  given: ReadonlyMap<string, string>,
  flags: SensorFlags,
  questions: SensorQuestions | undefined,
): Promise<SensorAddition | undefined> {
  const project = await readProject(folder);
  const target = flags['workflow-template'];
  const found = target === undefined ? undefined : findTemplate(project, target);
  const written = await readKind(
    join(root, 'templates', found === undefined ? 'sensor' : 'sensor-of-template'),
    kind,
  );
  const events = sourceEvents(project.model);
  let named = flags.dependency ?? [];
  if (named.length === 0 && events.length > 1 && questions !== undefined) {
    const chosen = await questions.event(events.map(({ name }) => name));
    if (chosen === undefined) return undefined;
    named = [chosen];
  }
  const dependencies = readDependencies(events, named);
  const filters = (flags.filter ?? []).map((text) => readFilter(text, dependencies));
  const fit = new Map([['workflow-template', found?.name]]);
  const template = withDefaults(sensorTemplate(written, dependencies), fit);
  const answers = await answersFor(template, given, folder, async (one) =>
    questions === undefined ? given : questions.answers(one),
  );
  if (answers === undefined) return undefined;
  const parameters = flags.parameter?.map((text) => readValue(text, dependencies));
  if (parameters !== undefined && !takesValues(template)) {
    throw new UserError(
      'usage',
      `a trigger of kind ${template.name} takes no parameters`,
      'leave out --parameter',
    );
  }
  const proposed = takesValues(template)
    ? (parameters ?? (await proposedValues(root, project, template, dependencies, questions)))
    : [];
  if (proposed === undefined) return undefined;
  const values = found === undefined ? proposed : forTemplate(found, proposed, parameters !== undefined);
  const { conditions } = flags;
  return planSensor(project, template, answers, { dependencies, values, filters, conditions }, renderObject);
}

/**
 * The arguments of `argoflow test-event` that try the sensor: its events and, where there is only one, the sample that
 * such an event source gets first, whatever event files the project has.
 */
export async function trialOf(root: string, { dependencies }: SensorAddition): Promise<readonly string[]> {
  const names = [...new Set(dependencies.map(({ from }) => from.name))];
  const [first, ...others] = dependencies;
  if (first === undefined || others.length > 0) return names;
  const { event } = first.from;
  const library = await readLibrary(join(root, 'payloads'), [event.type]);
  const sample = suited(library, event);
  return sample === undefined ? names : [...names, '--event', sampleId(sample)];
}

/** Of each dependency the value that is worth most, or the one that a person chooses. */
async function proposedValues(
  root: string,
  project: Project,
  template: Template,
  dependencies: readonly Dependency[],
  questions: SensorQuestions | undefined,
): Promise<readonly Value[] | undefined> {
  const arrivals = await openArrivals(root, project);
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
