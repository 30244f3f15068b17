import { UserError } from '../../errors.ts';
import { isArray, isObject, type JsonObject, valueAt } from '../../json.ts';
import { didYouMean, nearest } from '../../nearest.ts';
import type { Project } from '../project.ts';
import type { Value } from './values.ts';

/** A WorkflowTemplate that Workflows can be made of. */
export interface WorkflowTemplate {
  readonly name: string;
  /** The parameters that it takes, in order. */
  readonly parameters: readonly string[];
}

/** The WorkflowTemplate of that name. Throws a UserError (usage) when the project has none such. */
export function findTemplate({ model }: Project, name: string): WorkflowTemplate {
  const all = model.resources.filter(({ kind }) => kind === 'WorkflowTemplate');
  const found = all.find((resource) => resource.name === name);
  if (found !== undefined) return { name, parameters: parametersOf(found.value) };
  const names = all.map((resource) => resource.name);
  const near = nearest(name, names);
  throw new UserError(
    'usage',
    `the project has no WorkflowTemplate "${name}"${didYouMean(near)}`,
    names.length === 0 ? 'argoflow scaffold workflow-template adds one' : `it has ${names.join(', ')}`,
  );
}

function parametersOf(value: JsonObject): readonly string[] {
  const parameters = valueAt(value, ['spec', 'arguments', 'parameters']);
  if (!isArray(parameters)) return [];
  return parameters.flatMap((one) => (isObject(one) && typeof one['name'] === 'string' ? [one['name']] : []));
}

/**
 * The values under the names that the WorkflowTemplate knows. Values that nobody named go to its parameters in their
 * order, as far as there are any. Throws a UserError (usage) for a name that it does not know.
 */
export function forTemplate(
  { name, parameters }: WorkflowTemplate,
  values: readonly Value[],
  named: boolean,
): readonly Value[] {
  if (parameters.length === 0) {
    throw new UserError(
      'usage',
      `the WorkflowTemplate "${name}" has no parameter that could take a value of the event`,
      'add one to its "spec.arguments.parameters"',
    );
  }
  if (!named) {
    return values.flatMap((value, index) => {
      const own = parameters[index];
      return own === undefined ? [] : [{ ...value, name: own }];
    });
  }
  const unknown = values.find((value) => !parameters.includes(value.name));
  if (unknown === undefined) return values;
  const near = nearest(unknown.name, parameters);
  throw new UserError(
    'usage',
    `the WorkflowTemplate "${name}" has no parameter "${unknown.name}"${didYouMean(near)}`,
    `its parameters are ${parameters.join(', ')}`,
  );
}
