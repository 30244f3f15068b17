import { isArray, isObject, type JsonObject, type JsonValue } from '../json.ts';
import { allTriggers, outcomeOf, triggerOutcome } from '../test-event/outcome.ts';
import type { FiringResult, TriggerResult } from '../test-event/result.ts';
import type { WorkflowNode } from '../workflow/run.ts';
import { parseYaml } from '../yaml/parse.ts';
import { actionOf, nodeValues } from './trace-values.ts';

/** `deploy.flowtest.yaml` → `deploy.flowtest.snap`: no manifest, and no flow test, to any tool. */
export function snapshotFile(flowTest: string): string {
  return flowTest.replace(/\.ya?ml$/i, '.snap');
}

/** All that comes of a case, without what differs from run to run, and without places, which move with every edit. */
export function snapshotOf(firings: readonly FiringResult[]): JsonValue {
  return pruned({
    outcome: outcomeOf(firings),
    events: firings.map((firing) => ({
      event: `${firing.eventSource}/${firing.eventName}`,
      response: firing.response && { status: firing.response.status, body: firing.response.body },
      triggers: allTriggers(firing).map(triggerValue),
    })),
  });
}

function triggerValue(trace: TriggerResult): Loose {
  const { sensor, trigger, action, workflow, dlqTrigger } = trace;
  return {
    trigger: `${sensor}/${trigger}`,
    outcome: triggerOutcome(trace),
    ...(action && actionOf(action)),
    workflow: workflow && {
      phase: workflow.phase,
      message: workflow.message,
      parameters: { ...workflow.parameters },
      root: workflow.root && nodeValue(workflow.root),
      onExit: workflow.onExit && nodeValue(workflow.onExit),
    },
    dlqTrigger: dlqTrigger && triggerValue(dlqTrigger),
  };
}

function nodeValue(node: WorkflowNode): Loose {
  const { displayName, children } = node;
  return {
    name: displayName,
    ...nodeValues(node),
    children: children.length === 0 ? undefined : children.map(nodeValue),
  };
}

/** JSON with members that may be undefined. */
type Loose = { readonly [key: string]: Loose | JsonValue | readonly Loose[] | undefined };

function pruned(value: Loose | JsonValue | readonly Loose[]): JsonValue {
  if (Array.isArray(value)) return value.map((item: Loose | JsonValue) => pruned(item));
  if (typeof value !== 'object' || value === null) return value as JsonValue;
  const copy = Object.create(null) as Record<string, JsonValue>;
  for (const [key, item] of Object.entries(value as Loose)) if (item !== undefined) copy[key] = pruned(item);
  return copy;
}

/** The snapshots of a file by the names of their cases; undefined for a text that holds none. */
export function readSnapshots(text: string, file: string): ReadonlyMap<string, JsonValue> | undefined {
  const { documents, diagnostics } = parseYaml(text, file);
  const [document] = documents.filter(({ empty }) => !empty);
  if (diagnostics.some(({ severity }) => severity === 'error')) return undefined;
  if (document === undefined) return new Map();
  if (!isObject(document.value)) return undefined;
  return new Map(Object.entries(document.value));
}

/** Do two snapshots say the same? The order of members means nothing. */
export function sameSnapshot(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (isArray(a) && isArray(b)) {
    return a.length === b.length && a.every((item, index) => sameSnapshot(item, b[index]));
  }
  if (isObject(a) && isObject(b)) return sameMembers(a, b);
  if (typeof a === 'bigint' || typeof b === 'bigint') return String(a) === String(b) && typeof a !== 'string';
  return Object.is(a, b) || (a === 0 && b === 0);
}

function sameMembers(a: JsonObject, b: JsonObject): boolean {
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && sameSnapshot(a[key], b[key]));
}
