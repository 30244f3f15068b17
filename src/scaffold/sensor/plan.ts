import { UserError } from '../../errors.ts';
import { valueAt } from '../../json.ts';
import type { ParameterProposal } from '../../proposals/proposals.ts';
import { type Addition, type AdditionOptions, planAddition } from '../addition.ts';
import type { Answers } from '../answers.ts';
import type { Dependency } from '../dependencies.ts';
import { type Project, withDefaults } from '../project.ts';
import type { Template } from '../template.ts';
import { withDecisions } from './decisions.ts';
import { sensorRows } from './rows.ts';
import { type Filter, type Value, withOwnNames } from './values.ts';

/** What a sensor waits for, and what its trigger takes of it. */
export interface SensorRequest {
  readonly dependencies: readonly Dependency[];
  /** At least one where the template takes values. */
  readonly values: readonly Value[];
  readonly filters: readonly Filter[];
  /** Which dependencies must have come, such as `a || b`; all of them by default. */
  readonly conditions?: string | undefined;
}

/** A sensor that shall be written, and what it waits for. */
export interface SensorAddition extends Addition {
  readonly dependencies: readonly Dependency[];
}

/** Does the trigger of this template take values of the event? */
export function takesValues({ files }: Template): boolean {
  return files.some(({ text }) => text.includes('argoflow-value-'));
}

/** Does it take them by Go templates, which know no queries? */
export function takesTemplates({ files }: Template): boolean {
  return files.some(({ text }) => text.includes('argoflow-value-template'));
}

/** The template with what follows from the dependencies as defaults: namespace, bus, and a name. */
export function sensorTemplate(template: Template, dependencies: readonly Dependency[]): Template {
  const [first] = dependencies;
  if (first === undefined) return template;
  const { eventSource } = first.from;
  const kind = template.name.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
  return withDefaults(
    template,
    new Map([
      ['name', `${eventSource.name.slice(0, LONGEST_NAME - kind.length - 1).replace(/-+$/, '')}-${kind}`],
      ['namespace', eventSource.resource.namespace],
      ['bus', eventSource.eventBusName],
    ]),
  );
}

/** What the names of Services and labels leave for the name of a sensor; the templates' pattern says the same. */
const LONGEST_NAME = 47;

/**
 * Plans a sensor with one trigger. Throws a UserError (usage) for a sensor that would not get its events, and what
 * {@link planAddition} throws.
 */
export function planSensor(
  project: Project,
  template: Template,
  answers: Answers,
  { dependencies, values, filters, conditions }: SensorRequest,
  render: AdditionOptions['render'],
): SensorAddition {
  refuseElsewhere(dependencies, answers);
  const decided = conditions ?? allOf(project, dependencies);
  if (decided !== undefined) checkConditions(decided, dependencies);
  const taken = withOwnNames(values);
  if (takesTemplates(template)) taken.forEach(checkPlainPath);
  const addition = planAddition(project, template, answers, {
    rows: sensorRows(dependencies, taken),
    edit: (file) => withDecisions(file, filters, decided),
    permissionsFile: `${answers.get('name')}-sensor-rbac.yaml`,
    render,
  });
  return { ...addition, dependencies };
}

function refuseElsewhere(dependencies: readonly Dependency[], answers: Answers): void {
  const [first] = dependencies;
  if (first === undefined) return;
  const { eventSource, name } = first.from;
  const { namespace } = eventSource.resource;
  for (const [what, own, asked] of [
    ['namespace', namespace, answers.get('namespace')],
    ['bus', eventSource.eventBusName, answers.get('bus')],
  ] as const) {
    if (own === undefined || own === asked) continue;
    throw new UserError(
      'usage',
      `the event "${name}" is ${what === 'bus' ? 'on the bus' : 'in the namespace'} "${own}": a sensor with ${what} "${asked}" would never get it`,
      `leave the ${what} out`,
    );
  }
}

/**
 * Written out where there are several, though it is what the sensor does without conditions. On a Kafka bus the trigger
 * would get the event of the last dependency only: argo-events pkg/eventbus/kafka/sensor/trigger_handler.go (Action).
 */
function allOf({ model }: Project, dependencies: readonly Dependency[]): string | undefined {
  const names = dependencies.map(({ name }) => name);
  const [first, second] = dependencies;
  if (first === undefined || second === undefined) return undefined;
  const { eventBusName, resource } = first.from.eventSource;
  const bus = model.find('EventBus', model.namespaceOf(resource), eventBusName);
  if (valueAt(bus?.value ?? null, ['spec', 'kafka']) === undefined) return names.join(' && ');
  throw new UserError(
    'usage',
    `the bus "${eventBusName}" is Kafka, where a trigger that waits for several events gets only the last one of them`,
    `--conditions '${names.join(' || ')}'`,
  );
}

/** Source: argo-events pkg/sensors/listener.go (getDependencyExpression): names, `&&`, `||` and parentheses. */
function checkConditions(conditions: string, dependencies: readonly Dependency[]): void {
  const names = dependencies.map(({ name }) => name);
  const words = conditions.match(/[A-Za-z_][\w-]*/g) ?? [];
  const rest = conditions.replace(/[A-Za-z_][\w-]*|&&|\|\||[()\s]/g, '');
  const unknown = words.find((word) => !names.includes(word));
  const problem =
    unknown !== undefined
      ? `"${unknown}" in the conditions is no dependency`
      : rest !== '' || words.length === 0
        ? `"${conditions}" are no conditions`
        : undefined;
  if (problem === undefined) return;
  throw new UserError('usage', problem, `names of dependencies with && and ||: ${names.join(' || ')}`);
}

/** Can a Go template lead there? Keys are written between backquotes in it, and that between quotes. */
function isPlainPath(dataKey: string): boolean {
  return /^(?:[^.\\*?|#@(){}"'`]|\\[^"'`\\])+(?:\.(?:[^.\\*?|#@(){}"'`]|\\[^"'`\\])+)*$/.test(dataKey);
}

function checkPlainPath({ dataKey }: Value): void {
  if (isPlainPath(dataKey)) return;
  throw new UserError(
    'usage',
    `"${dataKey}" is a query, and this trigger takes values by a template`,
    'name one value, such as body.ref',
  );
}

/** Those of the proposed values that the trigger of this template can take, in their order. */
export function takableBy(
  template: Template,
  proposals: readonly ParameterProposal[],
): readonly ParameterProposal[] {
  return takesTemplates(template) ? proposals.filter(({ path }) => isPlainPath(path)) : proposals;
}

/** A proposed value of a dependency's event. */
export function proposedValue({ name, path, value, type }: ParameterProposal, dependency: string): Value {
  return { name, dependency, dataKey: path, isInteger: type === 'number' && /^-?\d+$/.test(value) };
}
