import { isObject } from '../json.ts';
import { isNamespaced } from '../model/catalogue.ts';
import { EVENT_SOURCE_TYPES } from '../model/kinds/event-source.ts';
import type { Link, LinkKind } from '../model/links.ts';
import type { Model } from '../model/model.ts';
import type { Resource } from '../model/resource.ts';
import { nearest } from '../nearest.ts';
import type { Check, Finding } from './rule.ts';

/** Links of a kind whose target is not there. */
export function missingTarget(kind: LinkKind): Check {
  return {
    link(link, { model, reach, report }) {
      if (link.kind !== kind || reach(link) !== 'missing') return;
      const { to } = link;
      // A ClusterRoleBinding whose subject has no namespace is refused.
      if (to.namespace === '' && isNamespaced(to.kind)) return;
      // workflow/cluster-scope knows what is meant.
      if (kind === 'template' && otherScope(model, link) !== undefined) return;
      // A dependency without it is what the controller refuses.
      if (kind === 'event' && to.name === '') return;
      const named = `${to.kind} "${to.name}"`;
      const where = to.namespace === '' ? '' : ` in namespace "${to.namespace}"`;
      report({
        ...standing(link, 'eventSourceName'),
        message: `${a(to.kind)} "${to.name}"${where} is not among the manifests`,
        ...advice(model, link, named),
      });
    },
  };
}

/** A template of the same name of the other scope, where the one that a link asks for is not there. */
export function otherScope(model: Model, { to, target }: Link): Resource | undefined {
  const other = OTHER_SCOPE.get(to.kind);
  if (other === undefined || target !== undefined || to.name === '') return undefined;
  return model.resources.find(({ kind, name }) => kind === other && name === to.name);
}

const OTHER_SCOPE: ReadonlyMap<string, string> = new Map([
  ['WorkflowTemplate', 'ClusterWorkflowTemplate'],
  ['ClusterWorkflowTemplate', 'WorkflowTemplate'],
]);

/** Links of a kind whose target is there, without the part that they ask for. */
export function unknownPart(kind: LinkKind): Check {
  return {
    link(link, { report }) {
      const { to, target } = link;
      if (link.kind !== kind || link.partFound !== false || target === undefined || to.part === undefined)
        return;
      if (kind === 'event' && to.part === '') return;
      const parts = partsOf(target);
      const near = nearest(to.part, parts);
      const noun = kind === 'event' ? 'event' : 'template';
      report({
        ...standing(link, 'eventName'),
        message: `${target.kind} "${target.displayName}" has no ${noun} "${to.part}"`,
        help: near === undefined ? `it has ${list(parts, noun)}` : `did you mean "${near}"?`,
        related: [{ message: `the ${target.kind}`, resource: target, path: ['metadata', 'name'] }],
      });
    },
  };
}

/** Where a link stands: an object in a trigger has its places in the Sensor, and a dependency's are two fields. */
function standing({ kind, from, at }: Link, field: string): Pick<Finding, 'resource' | 'path'> {
  const path = at.path ?? [];
  return { resource: from, path: kind === 'event' ? [...path, field] : path };
}

function advice(model: Model, { to }: Link, named: string): Pick<Finding, 'help' | 'related'> {
  const same = model.resources.filter(({ kind }) => kind === to.kind);
  const elsewhere = same.find((resource) => resource.name === to.name);
  if (elsewhere !== undefined) {
    const namespace = model.namespaceOf(elsewhere);
    return {
      help: `there is one in namespace "${namespace}", which is another object`,
      related: [{ message: named, resource: elsewhere, path: ['metadata', 'name'] }],
    };
  }
  const there = same.filter((resource) => model.namespaceOf(resource) === to.namespace);
  const near = nearest(
    to.name,
    there.map(({ name }) => name),
  );
  if (near !== undefined) return { help: `did you mean "${near}"?` };
  return { help: `add it, or say that it lives elsewhere: --assume ${to.kind}/${to.namespace}/${to.name}` };
}

/** The names that a link's `part` can be: events of an EventSource, templates of a WorkflowTemplate. */
function partsOf({ kind, value }: Resource): readonly string[] {
  const spec = value['spec'];
  if (!isObject(spec)) return [];
  if (kind === 'EventSource') {
    return EVENT_SOURCE_TYPES.flatMap((type) => {
      const events = spec[type];
      return isObject(events) ? Object.keys(events) : [];
    });
  }
  const templates = spec['templates'];
  return Array.isArray(templates)
    ? templates.flatMap((one) => (isObject(one) && typeof one['name'] === 'string' ? [one['name']] : []))
    : [];
}

function list(names: readonly string[], noun: string): string {
  return names.length === 0 ? `no ${noun}s` : names.map((name) => `"${name}"`).join(', ');
}

function a(kind: string): string {
  return `${/^[AEIOU]/.test(kind) ? 'an' : 'a'} ${kind}`;
}
