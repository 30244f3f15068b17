import { isObject, isSet, type JsonObject, listAt, objectAt, textAt } from '../../json.ts';
import { isNamespaced } from '../../model/catalogue.ts';
import {
  groupVersionResource,
  metadataText,
  servedElsewhere,
} from '../../simulate/triggers/kubernetes-object.ts';
import { parseYaml } from '../../yaml/parse.ts';
import { withArticle } from '../need.ts';
import type { Caller, Target } from './ledger.ts';
import { type Run, titleOf } from './running-workflow.ts';
import type { RunningTemplate } from './template-walk.ts';

/**
 * What the `kubectl` inside the executor asks for. `delete` ignores what is not there and, after it, what it may not
 * wait for. Source: argo-workflows workflow/executor/resource.go; kubectl pkg/cmd (apply, replace, delete).
 */
const VERBS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    get: ['get'],
    create: ['create'],
    apply: ['get', 'create', 'patch'],
    patch: ['patch'],
    replace: ['get', 'update'],
    delete: ['delete'],
  }),
);

const DOES: Readonly<Record<string, string>> = {
  get: 'gets',
  create: 'creates',
  apply: 'applies',
  patch: 'patches',
  replace: 'replaces',
  delete: 'deletes',
};

export function needsOfResourceTemplate(run: Run, { template, at }: RunningTemplate, caller: Caller): void {
  const { ledger, object } = run;
  const resource = objectAt(template, 'resource') ?? {};
  const action = textAt(resource, 'action');
  const verbs = VERBS.get(action);
  if (verbs === undefined) return;
  const title = `the template "${textAt(template, 'name')}" of ${titleOf(object)}`;
  const cause = { resource: at.resource, path: [...at.path, 'resource'] };
  const found = targetOf(run, resource);
  if (typeof found === 'string') {
    ledger.undecided(caller.account, `${found} what ${title} ${DOES[action] ?? ''}`, cause);
    return;
  }
  for (const { target, kind } of found) {
    const reason = `${title} ${DOES[action] ?? ''} ${withArticle(kind)}`;
    ledger.need(caller, verbs, target, reason, cause);
    if (textAt(resource, 'successCondition') !== '' || textAt(resource, 'failureCondition') !== '') {
      ledger.need(caller, ['get'], target, `${title} waits for a condition of ${withArticle(kind)}`, cause);
    }
    if (readsBack(template)) {
      ledger.need(caller, ['get'], target, `${title} takes its outputs from ${withArticle(kind)}`, cause);
    }
  }
}

/** Parameters of the outputs are read with a `kubectl get`. Source: resource.go (SaveResourceParameters). */
function readsBack(template: JsonObject): boolean {
  const parameters = listAt(objectAt(template, 'outputs'), 'parameters');
  return parameters.some((one) => {
    const from = isObject(one) ? objectAt(one, 'valueFrom') : undefined;
    return textAt(from, 'jsonPath') !== '' || textAt(from, 'jqFilter') !== '';
  });
}

/** What the manifest names; or who decides, when it is not known before a run. */
function targetOf(
  { ledger, namespace }: Run,
  resource: JsonObject,
): readonly { readonly target: Target; readonly kind: string }[] | string {
  const manifest = textAt(resource, 'manifest');
  const byName = textAt(resource, 'mergeStrategy') === 'json' && textAt(resource, 'action') === 'patch';
  if (byName || (manifest === '' && isSet(resource, 'flags'))) return 'the flags decide';
  if (manifest === '') return 'an artifact decides';
  // Variables outside of quotes are no YAML as they stand, and a text once they are replaced.
  const { documents, diagnostics } = parseYaml(
    manifest.replaceAll(/\{\{[^{}]*\}\}/g, (one) =>
      one.startsWith('{{workflow.namespace') ? namespace : HOLE,
    ),
    '',
  );
  if (diagnostics.some(({ severity }) => severity === 'error')) return 'variables decide';
  const found: { target: Target; kind: string }[] = [];
  for (const { value } of documents) {
    if (!isObject(value)) continue;
    const object = value;
    const kind = textAt(object, 'kind');
    const guess = groupVersionResource(object);
    const place = metadataText(object, 'namespace');
    if (kind === '' || [kind, textAt(object, 'apiVersion'), place].some((one) => one.includes(HOLE)))
      return 'variables decide';
    const name = metadataText(object, 'name');
    const definition = scopeOf(ledger.model.resources, guess.group, kind);
    const namespaced = definition === undefined ? isNamespaced(kind) : definition !== 'Cluster';
    found.push({
      kind,
      target: {
        group: guess.group,
        resource: servedElsewhere(object, guess, ledger.model) ?? guess.resource,
        namespace: namespaced ? place || namespace : '',
        name: name.includes(HOLE) ? '' : name,
      },
    });
  }
  return found.length === 0 ? 'variables decide' : found;
}

/** Stands where a variable stood: no kind, namespace or name can hold it. */
const HOLE = '\u2400';

function scopeOf(
  resources: Run['ledger']['model']['resources'],
  group: string,
  kind: string,
): string | undefined {
  for (const { kind: of, value } of resources) {
    const spec = of === 'CustomResourceDefinition' ? objectAt(value, 'spec') : undefined;
    if (spec === undefined || textAt(spec, 'group') !== group) continue;
    if (textAt(objectAt(spec, 'names'), 'kind') === kind) return textAt(spec, 'scope');
  }
  return undefined;
}
