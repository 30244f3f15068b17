import { isSet, type JsonObject, objectAt, own, textAt } from '../json.ts';
import { asFailure, Failure } from './failure.ts';
import { substituteTemplate } from './inputs.ts';
import { nodeTypeOf } from './leaf.ts';
import { certain, end, isFailure, makeUndecided, type WalkNode } from './node.ts';
import { anyString } from './parameter.ts';
import { undecidedMessage } from './scope.ts';
import { isPodType, templateType } from './template-library.ts';
import { connect, type ExecutionOptions, type Walk } from './walk.ts';

/** More attempts than anybody gives statuses for; a strategy without limit would go on for ever. */
const ATTEMPTS = 1000;

/**
 * A Retry node and its attempts, until one succeeds or the strategy gives up. Throws a Failure.
 * Source: argo-workflows workflow/controller/operator.go (executeTemplate, processNodeRetries).
 *
 * @param body Runs what the template does, once for each attempt.
 */
export function executeRetries(
  walk: Walk,
  node: WalkNode,
  strategy: JsonObject,
  template: JsonObject,
  options: ExecutionOptions,
  body: (attempt: WalkNode, template: JsonObject) => void,
): void {
  const type = templateType(template);
  let last: WalkNode | undefined;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const child = walk.start(
      {
        name: `${options.name}(${attempt})`,
        type: type === undefined ? 'Skipped' : nodeTypeOf(type),
        template: node.template,
        templateLabel: node.templateLabel,
        boundary: options.boundary,
        hooked: false,
      },
      node,
    );
    child.retried = true;
    child.inputs = node.inputs;
    connect(node, child);
    try {
      const locals = attemptVariables(walk, attempt, last);
      if (isPodType(type)) locals.set('pod.name', walk.podName(child.name, textAt(template, 'name')));
      body(child, substituteTemplate(template, locals, walk));
    } catch (thrown) {
      const failure = asFailure(thrown);
      if (failure.kind !== 'error' && failure.kind !== 'depth') throw failure;
      end(child, 'Error', failure.message);
    }
    last = child;
    if (child.outcomes.size === 0) return;
    const outcome = certain(child);
    if (outcome === undefined) {
      node.outcomes = child.outcomes;
      node.undecided = child.undecided;
      node.message = child.message;
      node.outputs = child.outputs;
      return;
    }
    if (!isFailure(outcome)) {
      node.outputs = child.outputs;
      end(node, 'Succeeded');
      return;
    }
    const verdict = givesUp(walk, node, strategy, child, attempt + 1);
    if (verdict === 'again') continue;
    node.outputs = child.outputs;
    if (verdict !== 'undecided') end(node, outcome, verdict.message);
    return;
  }
  node.message = 'waits for ever: every attempt fails and retryStrategy has no limit';
}

/** `pod.name`, `retries` and `lastRetry.…` of one attempt. */
function attemptVariables(walk: Walk, attempt: number, last: WalkNode | undefined): Map<string, string> {
  const variables = new Map<string, string>([
    ['retries', String(attempt)],
    ['lastRetry.exitCode', last?.outputs?.exitCode ?? '0'],
    ['lastRetry.status', last === undefined ? '' : (certain(last) ?? '')],
    ['lastRetry.duration', last === undefined ? '0' : walk.unknowns.mark('lastRetry.duration', [])],
    ['lastRetry.message', last?.message ?? ''],
  ]);
  return variables;
}

/** Whether the strategy tries again after this many attempts; if not, with which message the node ends. */
function givesUp(
  walk: Walk,
  node: WalkNode,
  strategy: JsonObject,
  last: WalkNode,
  attempts: number,
): 'again' | 'undecided' | { message: string | undefined } {
  const backoff = objectAt(strategy, 'backoff');
  if (backoff !== undefined && textAt(backoff, 'duration') === '') {
    throw new Failure('error', 'no base duration specified for retryStrategy');
  }
  const expression = textAt(strategy, 'expression');
  const policy = textAt(strategy, 'retryPolicy') || (expression === '' ? 'OnFailure' : 'Always');
  if (!['Always', 'OnFailure', 'OnError', 'OnTransientError'].includes(policy)) {
    throw new Failure('error', `${policy} is not a valid RetryPolicy`);
  }
  const outcome = certain(last);
  const onFailed = policy === 'Always' || policy === 'OnFailure';
  const onError = policy === 'Always' || policy === 'OnError';
  if ((outcome === 'Failed' && !onFailed) || (outcome === 'Error' && !onError))
    return { message: last.message };
  if (isSet(strategy, 'limit')) {
    const text = anyString(own(strategy, 'limit')) ?? '';
    const limit = Number(text);
    if (text === '' || !Number.isInteger(limit)) {
      throw new Failure('error', `value '${text}' cannot be resolved to an int`);
    }
    if (attempts > limit) return { message: 'No more retries left' };
  }
  if (expression !== '') {
    const variables = new Map<string, string>([
      ['retries', String(attempts - 1)],
      ['lastRetry.exitCode', last.outputs?.exitCode ?? '-1'],
      ['lastRetry.status', outcome ?? ''],
      ['lastRetry.duration', walk.unknowns.mark('lastRetry.duration', [])],
      ['lastRetry.message', last.message ?? ''],
    ]);
    const verdict = walk.substitution.decide(expression, variables);
    if (typeof verdict !== 'boolean') {
      makeUndecided(
        node,
        outcome ?? 'Failed',
        verdict,
        undecidedMessage('retryStrategy.expression', verdict),
      );
      return 'undecided';
    }
    if (!verdict) return { message: 'retryStrategy.expression evaluated to false' };
  }
  return 'again';
}
