import type { Diagnostic, Path } from '../diagnostic.ts';
import { isArray, isObject, type JsonObject, type JsonValue } from '../json.ts';
import { groupOfKind } from '../model/catalogue.ts';
import { isWorkflowKind } from '../model/kinds/workflow.ts';
import type { Model } from '../model/model.ts';
import { groupOf, type Resource } from '../model/resource.ts';
import { fixOf } from '../rules/run.ts';
import { retypedValue } from '../rules/workflow/retyped-value.ts';
import { anyString } from '../workflow/parameter.ts';
import { plainText } from './plain-text.ts';

/**
 * Parameters and items of the Workflow family that are written without quotes, and whose text is another one by the
 * time a template sees it: YAML makes a number or a boolean of it, and Argo writes that in its own way. It takes the
 * text of the file to see that, so no rule over the objects can.
 */
export function retypedValues(model: Model, sources: ReadonlyMap<string, string>): readonly Diagnostic[] {
  const objects = [...model.resources, ...model.embedded.map(({ resource }) => resource)];
  return objects
    .filter(isOfWorkflowFamily)
    .flatMap((resource) => valuesIn(resource.value['spec'], ['spec']).flatMap(judge(resource, sources)));
}

function isOfWorkflowFamily({ kind, apiVersion }: Resource): boolean {
  const known = isWorkflowKind(kind) || kind === 'WorkflowEventBinding';
  return known && groupOf(apiVersion) === groupOfKind(kind);
}

interface Value {
  readonly path: Path;
  readonly value: number | bigint | boolean;
}

const judge =
  (resource: Resource, sources: ReadonlyMap<string, string>) =>
  ({ path, value }: Value): Diagnostic[] => {
    const written = plainText(resource, path, sources);
    const read = anyString(value);
    if (written === undefined || read === undefined || written === read) return [];
    const quoted = JSON.stringify(written);
    const fix = fixOf(resource, {
      message: `put ${quoted} in quotes`,
      // It changes what a run does today.
      safe: false,
      edits: [{ kind: 'set', path, value: written }],
    });
    return [
      {
        rule: retypedValue.id,
        severity: retypedValue.severity,
        message: `${quoted} is read as ${kindOf(value)} and arrives as "${read}"`,
        at: resource.at(path),
        help: `write ${quoted} for that text, or "${read}" if that is meant`,
        ...(fix && { fix }),
      },
    ];
  };

function kindOf(value: Value['value']): string {
  return typeof value === 'boolean' ? 'a boolean' : 'a number';
}

/** What Argo reads as `AnyString`, wherever parameters are given or declared, and the items of loops. */
function valuesIn(value: JsonValue | undefined, path: Path): readonly Value[] {
  if (isArray(value)) return value.flatMap((item, index) => valuesIn(item, [...path, index]));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    const at = [...path, key];
    // What a plugin makes of its fields is the plugin's affair.
    if (key === 'plugin') return [];
    if (key === 'withItems') return itemsOf(member, at);
    if (key !== 'parameters' || !isArray(member)) return valuesIn(member, at);
    return member.flatMap((parameter, index) =>
      isObject(parameter) ? valuesOf(parameter, [...at, index]) : [],
    );
  });
}

function valuesOf(parameter: JsonObject, path: Path): readonly Value[] {
  const { value, default: fallback, enum: choices, valueFrom } = parameter;
  return [
    ...scalar(value, [...path, 'value']),
    ...scalar(fallback, [...path, 'default']),
    ...itemsOf(choices, [...path, 'enum']),
    ...(isObject(valueFrom) ? scalar(valueFrom['default'], [...path, 'valueFrom', 'default']) : []),
  ];
}

function itemsOf(items: JsonValue | undefined, path: Path): readonly Value[] {
  return isArray(items) ? items.flatMap((item, index) => scalar(item, [...path, index])) : [];
}

function scalar(value: JsonValue | undefined, path: Path): readonly Value[] {
  const isRetyped = typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean';
  return isRetyped ? [{ path, value }] : [];
}
