import type { Diagnostic } from '../diagnostic.ts';
import { nearest } from '../nearest.ts';
import {
  ARGO_GROUP,
  ARGO_KINDS,
  ARGO_VERSION,
  groupOfKind,
  isOtherArgoKind,
  removedVersion,
} from './catalogue.ts';
import { Fields } from './fields.ts';
import { isWorkflowKind } from './kinds/workflow.ts';
import { groupOf, type Resource } from './resource.ts';

/** Checks what an object says that it is: apiVersion, kind and metadata. */
export function checkIdentity(resource: Resource, diagnostics: Diagnostic[]): void {
  const root = new Fields(resource, [], resource.value, diagnostics);
  if (root.text('kind') === '') {
    reportMissing(root, 'kind');
  } else if (root.text('apiVersion') === '') {
    reportMissing(root, 'apiVersion');
  } else {
    checkVersion(root);
  }
  checkMetadata(root);
}

function reportMissing(root: Fields, key: 'apiVersion' | 'kind'): void {
  const message = `the object has no "${key}"`;
  const slip = nearest(
    key,
    root.keys().filter((written) => written !== key),
  );
  if (slip === undefined) root.report({ rule: 'model/no-kind', severity: 'error', message }, [key]);
  else {
    const help = `write "${key}" instead of "${slip}"`;
    root.report({ rule: 'model/no-kind', severity: 'error', message, help }, [slip], 'key');
  }
}

function checkMetadata(root: Fields): void {
  const metadata = root.objectOrEmpty('metadata');
  const name = metadata.text('name');
  const prefix = metadata.text('generateName');
  metadata.text('namespace');
  const { kind } = root.resource;
  // Only for kinds that are surely stored: a request object such as SelfSubjectAccessReview needs no name.
  if (name !== '' || prefix !== '' || groupOfKind(kind) === undefined) return;
  if (typeof (metadata.value['name'] ?? '') !== 'string') return;
  // `argo submit` can still be told a name for a Workflow; the API server refuses everything else.
  const [severity, help] =
    kind === 'Workflow'
      ? (['warning', 'add "generateName", or submit it with --generate-name'] as const)
      : (['error', undefined] as const);
  const message = `the ${kind} has no name`;
  const rule = isWorkflowKind(kind) ? 'workflow/name-missing' : 'schema/missing-field';
  root.report({ rule, severity, message, ...(help && { help }) }, ['metadata', 'name']);
}

function checkVersion(root: Fields): void {
  const { apiVersion, kind } = root.resource;
  const group = groupOf(apiVersion);
  if (group === ARGO_GROUP) checkArgo(root, apiVersion, kind);
  else if (ARGO_KINDS.includes(kind)) checkForeignGroup(root, apiVersion, kind);
  const removed = removedVersion(apiVersion, kind);
  if (removed === undefined) return;
  root.report(
    {
      rule: 'schema/unknown-version',
      severity: 'error',
      message: `"${apiVersion}" of ${kind} is gone since Kubernetes ${removed.removedIn}`,
      help: `write "${removed.replacement}"`,
    },
    ['apiVersion'],
  );
}

function checkArgo(root: Fields, apiVersion: string, kind: string): void {
  if (isOtherArgoKind(kind)) return;
  if (!ARGO_KINDS.includes(kind)) {
    reportUnknownKind(root, kind);
    return;
  }
  const version = `${ARGO_GROUP}/${ARGO_VERSION}`;
  if (apiVersion === version) return;
  root.report(
    {
      rule: 'schema/unknown-version',
      severity: 'error',
      message: `there is no "${apiVersion}" of ${kind}`,
      help: `write "${version}"`,
    },
    ['apiVersion'],
  );
}

function reportUnknownKind(root: Fields, kind: string): void {
  const message = `"${kind}" is no kind of Argo Events or Argo Workflows`;
  const report = (severity: 'error' | 'warning', help: string) =>
    root.report({ rule: 'model/unknown-kind', severity, message, help }, ['kind']);
  if (kind === 'Gateway') {
    report(
      'error',
      'Argo Events has no Gateway since version 1.0: an EventSource and an EventBus do its work',
    );
    return;
  }
  const meant = nearest(kind, ARGO_KINDS);
  // Other products use Argo's group too, so only what looks like a slip is called an error.
  if (meant === undefined) report('warning', `the kinds: ${ARGO_KINDS.join(', ')}`);
  else report('error', `did you mean "${meant}"?`);
}

/** Other groups have a Workflow or a Sensor too; only a slip in Argo's group, or none at all, is a mistake. */
function checkForeignGroup(root: Fields, apiVersion: string, kind: string): void {
  const group = groupOf(apiVersion);
  if (group !== '' && nearest(group, [ARGO_GROUP]) === undefined) return;
  root.report(
    {
      rule: 'schema/unknown-version',
      severity: 'error',
      message: `there is no ${kind} in "${apiVersion}"`,
      help: `write "${ARGO_GROUP}/${ARGO_VERSION}"`,
    },
    ['apiVersion'],
  );
}
