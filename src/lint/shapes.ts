import type { Diagnostic, Path } from '../diagnostic.ts';
import { isObject, valueAt } from '../json.ts';
import type { EmbeddedResource } from '../model/embedded.ts';
import type { Model } from '../model/model.ts';
import { fileOf } from '../model/neighbours.ts';
import type { Resource } from '../model/resource.ts';
import { withDeadLetters } from '../rules/dead-letters.ts';
import { fixOf } from '../rules/run.ts';
import { type ObjectAction, objectAction } from '../rules/trigger-object.ts';
import { checkShape, type ShapeFinding, type ShapeOptions } from '../schema/schema.ts';
import { isFilledLater } from './placeholders.ts';
import { plainText } from './plain-text.ts';

export type Releases = Pick<ShapeOptions, 'argoEvents' | 'argoWorkflows' | 'kubernetes'>;

/** Fields, types and values that no object of that kind has: in files, and in the objects of triggers. */
export function shapeProblems(
  model: Model,
  sources: ReadonlyMap<string, string>,
  releases: Releases = {},
): readonly Diagnostic[] {
  const found = model.resources.flatMap((resource) => problemsOf(resource, sources, releases));
  if (model.embedded.length === 0) return found;
  const actions = actionsOf(model);
  for (const embedded of model.embedded) {
    const { resource } = embedded;
    const action = actions.get(resource);
    found.push(
      ...problemsOf(
        resource,
        sources,
        releases,
        (finding) => isJudged(finding, embedded, action),
        readAs(embedded),
      ),
    );
  }
  return found;
}

function problemsOf(
  resource: Resource,
  sources: ReadonlyMap<string, string>,
  releases: Releases,
  isMeant: (finding: ShapeFinding) => boolean = () => true,
  { apiVersion, kind }: Pick<Resource, 'apiVersion' | 'kind'> = resource,
): Diagnostic[] {
  const textOf = (path: Path) => plainText(resource, path, sources);
  return checkShape(resource.value, apiVersion, kind, { ...releases, textOf })
    .filter((finding) => isMeant(finding) && !isMadeLater(finding, resource))
    .map(({ rule, path, what, message, help, fix }): Diagnostic => {
      const written = fix && fixOf(resource, fix);
      return {
        rule,
        severity: 'error',
        message,
        at: resource.at(path, what),
        ...(help !== undefined && { help }),
        ...(written && { fix: written }),
      };
    });
}

/** A part of an object for "kubectl patch --patch-file", as its file's name says. */
function isPatch(resource: Resource): boolean {
  return /(?:^|[-_.])patch[-_.]/i.test((fileOf(resource) ?? '').replace(/.*[/\\]/, ''));
}

/**
 * What another program takes away or fills in before it applies the object: what SOPS has encrypted, with its own field
 * `sops`, and texts such as `${NAME}` and `$(NAME)`, which Argo gives no meaning.
 * Source: https://getsops.io/docs; https://fluxcd.io/flux/components/kustomize/kustomizations/#post-build-variable-substitution
 */
function isMadeLater({ rule, path }: ShapeFinding, resource: Resource): boolean {
  const { value } = resource;
  if (rule === 'schema/missing-field' && isPatch(resource)) return true;
  if (rule === 'schema/unknown-field')
    return path.length === 1 && path[0] === 'sops' && isObject(value['sops']);
  const written = rule === 'schema/missing-field' ? undefined : valueAt(value, path);
  if (typeof written !== 'string') return false;
  return isFilledLater(written) || /^ENC\[AES256_GCM,/.test(written);
}

/**
 * What an object in a trigger is taken for. "argo submit" reads its JSON as a Workflow, whatever it calls itself, and
 * stops at fields that a Workflow does not have, "knd" and "apiVersin" among them. What calls itself something else is
 * what trigger/workflow-kind is about. Source: argo-workflows cmd/argo/commands/submit.go (unmarshalWorkflows).
 */
function readAs({ resource, action, operation }: EmbeddedResource): Pick<Resource, 'apiVersion' | 'kind'> {
  const isNamed = resource.kind !== '' && resource.kind !== WORKFLOW.kind;
  return action === 'argoWorkflow' && operation === 'submit' && !isNamed ? WORKFLOW : resource;
}

const WORKFLOW = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Workflow' };

function actionsOf(model: Model): ReadonlyMap<Resource, ObjectAction> {
  const actions = new Map<Resource, ObjectAction>();
  for (const sensor of model.sensors) {
    for (const trigger of sensor.triggers.flatMap(withDeadLetters)) {
      const action = objectAction(model, sensor, trigger);
      if (action !== undefined) actions.set(action.object, action);
    }
  }
  return actions;
}

const MAKING: ReadonlySet<string> = new Set(['create', 'submit']);

/**
 * Whether a finding holds for the object that the sensor really sends: parameters may write what is missing or of a
 * wrong type, and an operation on an object that exists needs no whole one.
 */
function isJudged(
  { rule, path }: ShapeFinding,
  { operation }: EmbeddedResource,
  action: ObjectAction | undefined,
): boolean {
  if (rule === 'schema/missing-field') {
    return action !== undefined && MAKING.has(operation) && !action.filled(path.join('.'));
  }
  if (rule !== 'schema/unknown-field') return action?.filled(path.join('.')) !== true;
  // Directives such as `$patch` and `$retainKeys` are for the patch alone.
  return operation !== 'patch' || !String(path.at(-1)).startsWith('$');
}
