import { type JsonObject, objectAt, textAt, textMap } from '../json.ts';
import { checkAdmission } from './admission.ts';
import { executeDag } from './dag.ts';
import { asFailure, Failure } from './failure.ts';
import { processArguments } from './inputs.ts';
import { executeLeaf, nodeTypeOf } from './leaf.ts';
import { end, makeUndecided, type WalkNode } from './node.ts';
import { readParameters } from './parameter.ts';
import { executeRetries } from './retry.ts';
import { undecidedMessage } from './scope.ts';
import { executeSteps } from './steps.ts';
import {
  isPodType,
  type Resolved,
  type TemplateBase,
  templateLabel,
  templateType,
  withDefaults,
} from './template-library.ts';
import type { Executed, ExecutionOptions, Walk } from './walk.ts';

const DEPTH_MESSAGE =
  'Maximum recursion depth exceeded. See https://argo-workflows.readthedocs.io/en/latest/scaling/#maximum-recursion-depth';

/**
 * Runs one template under a node's name.
 * Source: argo-workflows workflow/controller/operator.go (executeTemplate).
 */
export function executeTemplate(walk: Walk, options: ExecutionOptions): Executed {
  const { name, holder, base } = options;
  walk.depth += 1;
  try {
    if (walk.depth >= walk.setup.limits.depth) {
      return failed(walk, options, new Failure('depth', DEPTH_MESSAGE));
    }
    const reference = JSON.stringify(holder.templateRef ?? holder.template);
    if (walk.unknowns.isIn(reference)) {
      const values = walk.unknowns.in(reference);
      const node = start(walk, options, undefined);
      makeUndecided(node, 'Error', values, undecidedMessage('the template name', values));
      return { node };
    }
    let resolved: Resolved;
    let processed: JsonObject;
    try {
      resolved = walk.setup.library.resolve(base, holder);
      const defaulted = withDefaults(resolved.template, objectAt(walk.setup.spec, 'templateDefaults'));
      const retried = retryStrategyOf(walk, defaulted) !== undefined;
      const locals = new Map<string, string>([
        [`${options.caller.kind}.name`, options.caller.name],
        ['node.name', name],
      ]);
      if (isPodType(templateType(defaulted)) && !retried) {
        locals.set('pod.name', walk.podName(name, textAt(defaulted, 'name')));
      }
      processed = processArguments(defaulted, options.args, locals, walk);
      checkAdmission(walk, processed);
    } catch (thrown) {
      return failed(walk, options, asFailure(thrown));
    }
    return runProcessed(walk, options, resolved, processed);
  } finally {
    walk.depth -= 1;
  }
}

function runProcessed(
  walk: Walk,
  options: ExecutionOptions,
  resolved: Resolved,
  processed: JsonObject,
): Executed {
  const node = start(walk, options, processed);
  const key = `${resolved.base.scope}/${resolved.base.name}/${textAt(resolved.template, 'name')}`;
  if (walk.tentative > 0 && walk.stack.includes(key)) {
    // A recursion that hangs on an unknown value would go on for ever; once is enough to see it.
    node.notes.push('calls itself again; not shown further');
    end(node, 'Succeeded');
    return { node };
  }
  if (objectAt(processed, 'memoize') !== undefined) {
    node.notes.push('memoized: with an entry in the cache this would not run');
  }
  walk.stack.push(key);
  try {
    const strategy = retryStrategyOf(walk, processed);
    if (strategy === undefined) executeBody(walk, node, processed, resolved.base);
    else {
      const attempt = (child: WalkNode, template: JsonObject) =>
        executeBody(walk, child, template, resolved.base);
      executeRetries(walk, node, strategy, processed, options, attempt);
    }
  } catch (thrown) {
    const failure = asFailure(thrown);
    if (failure.kind === 'truncated') throw failure;
    if (failure.kind === 'stuck') {
      node.message = `waits for ever: ${failure.message}`;
      return { node };
    }
    end(node, 'Error', failure.message);
    return { node, failure };
  } finally {
    walk.stack.pop();
  }
  return { node };
}

/** What a template does once its node is there. Throws a Failure. */
function executeBody(walk: Walk, node: WalkNode, template: JsonObject, base: TemplateBase): void {
  const type = templateType(template);
  if (type === 'steps') executeSteps(walk, node, template, base);
  else if (type === 'dag') executeDag(walk, node, template, base);
  else if (type !== undefined) executeLeaf(walk, node, template, type);
  else throw new Failure('error', `Template '${textAt(template, 'name')}' missing specification`);
}

function start(walk: Walk, options: ExecutionOptions, template: JsonObject | undefined): WalkNode {
  const { holder, boundary, parent, hooked = false, name } = options;
  const retried = template !== undefined && retryStrategyOf(walk, template) !== undefined;
  const type = template === undefined ? undefined : templateType(template);
  const node = walk.start(
    {
      name,
      type: type === undefined ? 'Skipped' : retried ? 'Retry' : nodeTypeOf(type),
      template: template === undefined ? holder.template : textAt(template, 'name'),
      templateLabel: templateLabel(holder),
      boundary,
      hooked,
    },
    parent,
  );
  if (template !== undefined) describe(walk, node, template);
  return node;
}

/** Inputs and the display name that the template asks for. */
function describe(walk: Walk, node: WalkNode, template: JsonObject): void {
  const inputs = readParameters(objectAt(template, 'inputs'));
  if (inputs.length > 0) node.inputs = new Map(inputs.map(({ name, value }) => [name, value ?? '']));
  const asked = textMap(objectAt(template, 'metadata'), 'annotations').get(
    'workflows.argoproj.io/display-name',
  );
  if (asked === undefined || asked === '' || walk.unknowns.isIn(asked)) return;
  if (/^[a-zA-Z0-9][a-zA-Z0-9-.]{0,61}[a-zA-Z0-9]$/.test(asked)) node.displayName = asked;
}

/** The node that stands for a template which was never run. Source: operator.go (initializeNodeOrMarkError). */
function failed(walk: Walk, options: ExecutionOptions, failure: Failure): Executed {
  if (failure.kind === 'truncated') throw failure;
  const node = start(walk, options, undefined);
  if (failure.kind === 'stuck') node.message = `waits for ever: ${failure.message}`;
  else end(node, 'Error', failure.message);
  return { node, failure };
}

function retryStrategyOf(walk: Walk, template: JsonObject): JsonObject | undefined {
  return objectAt(template, 'retryStrategy') ?? objectAt(walk.setup.spec, 'retryStrategy');
}
