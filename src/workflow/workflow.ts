import type { Diagnostic } from '../diagnostic.ts';
import { isObject, type JsonObject, objectAt, own, textAt, textMap, withMembers } from '../json.ts';
import { nearest } from '../nearest.ts';
import { lockProblem } from './admission.ts';
import { TEMPLATE_OBJECT_MISSING } from './check/template-reference.ts';
import { checkWorkflow } from './check/workflow.ts';
import { executeTemplate } from './execute.ts';
import { asFailure } from './failure.ts';
import { GivenOutputs } from './given-outputs.ts';
import { configMapsOf, failuresText, type Globals, globalsOf } from './globals.ts';
import { decideHook, exitHookOf } from './hooks.ts';
import { joinSpecs } from './merge.ts';
import { isDeeper, LEVELS } from './nesting.ts';
import { certain, isEnded, isFailure, makeUndecided, type Outcome, type WalkNode } from './node.ts';
import { generatedName } from './node-name.ts';
import { readParameters } from './parameter.ts';
import { renderNode } from './rendering.ts';
import type { WorkflowRun } from './run.ts';
import type { RunContext, WorkflowSource } from './run-request.ts';
import { statusOf, undecidedMessage } from './scope.ts';
import { isSuspended, type WorkflowObject, workflowOf } from './source.ts';
import { Substitution } from './substitution.ts';
import { holderOf, isCluster, type TemplateBase, TemplateLibrary } from './template-library.ts';
import { Unknowns, type UnknownValue } from './unknown.ts';
import { connect, type Executed, Walk, type WalkSetup } from './walk.ts';

/** Problems that keep an object from the controller's validation. */
const REFUSED: ReadonlySet<string> = new Set(
  ['name-missing', 'name-refused', 'field-type'].map((rule) => `workflow/${rule}`),
);

const NODES = 10_000;
/** Source: argo-workflows workflow/controller/controller.go (maxAllowedStackDepth). */
const DEPTH = 100;

/**
 * Checks a Workflow as the controller does before it starts it, and walks through it as the controller would, without
 * running a container: every leaf is taken to succeed unless `nodeOutputs` says otherwise. Never throws on what the
 * object or the model hold.
 */
export function runWorkflow(source: WorkflowSource, context: RunContext): WorkflowRun {
  const options = context.options ?? {};
  if (isDeeper(source.object, LEVELS)) {
    const message = `the object is nested deeper than ${LEVELS} levels`;
    const problem: Diagnostic = { rule: 'workflow/too-deep', severity: 'error', message, at: source.at([]) };
    return { name: '', phase: 'Rejected', message, problems: [problem], parameters: {} };
  }
  const workflow = workflowOf(source, options);
  const name = nameOf(workflow.metadata);
  const library = new TemplateLibrary(context.model, workflow.namespace);
  if (workflow.fromTemplate) {
    library.add(source.object, workflow.kind === 'ClusterWorkflowTemplate', source.at);
  }

  const problems = checkWorkflow(workflow, { library, engine: context.engine });
  const first = problems.find(({ severity }) => severity === 'error');
  if (first !== undefined) {
    const parameters = literalParameters(workflow.spec);
    // What the API server refuses never gets to the controller, whose words these are.
    const message = REFUSED.has(first.rule) ? first.message : `invalid spec: ${first.message}`;
    return { name, phase: 'Rejected', message, problems, parameters };
  }
  const missing = problems.find(({ rule }) => rule === TEMPLATE_OBJECT_MISSING);
  if (missing !== undefined) {
    const message = [missing.message, missing.help].filter((text) => text !== undefined).join('; ');
    return { name, phase: 'Unknown', message, problems, parameters: literalParameters(workflow.spec) };
  }
  return new WorkflowWalk(workflow, name, library, context).run(problems);
}

function nameOf(metadata: JsonObject): string {
  return textAt(metadata, 'name') || generatedName(textAt(metadata, 'generateName'));
}

function literalParameters(spec: JsonObject): Readonly<Record<string, string>> {
  return Object.fromEntries(
    readParameters(objectAt(spec, 'arguments')).flatMap(({ name, value }) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
}

/** Source: argo-workflows workflow/controller/operator.go (operate, setExecWorkflow). */
class WorkflowWalk {
  readonly #workflow: WorkflowObject;
  readonly #name: string;
  readonly #library: TemplateLibrary;
  readonly #context: RunContext;
  readonly #unknowns = new Unknowns();
  readonly #substitution: Substitution;
  readonly #given: GivenOutputs;

  constructor(workflow: WorkflowObject, name: string, library: TemplateLibrary, context: RunContext) {
    this.#workflow = workflow;
    this.#name = name;
    this.#library = library;
    this.#context = context;
    this.#substitution = new Substitution(context.engine, this.#unknowns);
    this.#given = new GivenOutputs(context.options?.nodeOutputs);
  }

  run(problems: readonly Diagnostic[]): WorkflowRun {
    const base = { name: this.#name, problems };
    const spec = this.#mergedSpec();
    const { model, options } = this.#context;
    const configMap = configMapsOf(model, this.#workflow.namespace, this.#unknowns);
    let globals: Globals;
    try {
      const { namespace, metadata } = this.#workflow;
      const unknowns = this.#unknowns;
      globals = globalsOf({
        name: this.#name,
        namespace,
        metadata,
        spec,
        now: options?.now,
        unknowns,
        configMap,
      });
    } catch (thrown) {
      const message = `failed to set global parameters: ${asFailure(thrown).message}`;
      return { ...base, phase: 'Rejected', message, parameters: literalParameters(spec) };
    }
    const parameters = this.#parametersOf(spec, globals);
    let setup: WalkSetup;
    try {
      setup = this.#setup(spec, globals, configMap);
    } catch (thrown) {
      return { ...base, phase: 'Error', message: asFailure(thrown).message, parameters };
    }
    const lock = lockProblem(objectAt(setup.spec, 'synchronization'));
    if (lock !== undefined) {
      const message = `Failed to acquire the synchronization lock. requested configuration is invalid: ${lock}`;
      return { ...base, phase: 'Failed', message, parameters };
    }
    if (isSuspended(this.#workflow)) {
      const message = 'spec.suspend is true: nothing runs until somebody resumes it (argo resume)';
      return { ...base, phase: 'Running', message, parameters };
    }
    const parallelism = own(setup.spec, 'parallelism');
    if (typeof parallelism === 'number' && parallelism <= 0) {
      // Source: argo-workflows workflow/controller/operator.go (checkParallelism).
      const message = `waits for ever: spec.parallelism is ${parallelism}, which is reached before anything has started`;
      return { ...base, phase: 'Running', message, parameters };
    }
    const walk = new Walk(setup, executeTemplate);
    const ended = this.#walk(walk);
    return { ...base, ...ended, problems: [...problems, ...this.#unusedOutputs(walk)], parameters };
  }

  /** Source: argo-workflows workflow/controller/operator.go (setStoredWfSpec). */
  #mergedSpec(): JsonObject {
    const { spec } = this.#workflow;
    const reference = objectAt(spec, 'workflowTemplateRef');
    if (reference === undefined) return spec;
    const base = this.#library.base(textAt(reference, 'name'), isCluster(reference));
    return base === undefined ? spec : joinSpecs(spec, base.spec);
  }

  #parametersOf(spec: JsonObject, globals: Globals): Readonly<Record<string, string>> {
    const names = readParameters(objectAt(spec, 'arguments')).map(({ name }) => name);
    return Object.fromEntries(
      names.map((name) => [name, this.#unknowns.reveal(globals.get(`workflow.parameters.${name}`) ?? '')]),
    );
  }

  /** Global variables in the spec itself are replaced once, in all but the templates. */
  #setup(spec: JsonObject, globals: Globals, configMap: WalkSetup['configMap']): WalkSetup {
    const { engine, options } = this.#context;
    const substitution = this.#substitution;
    const replaced = substitution.apply(withMembers(spec, { templates: undefined }), globals, 'lenient');
    this.#labelsFrom(replaced, globals, substitution);
    const effective = withMembers(replaced, { templates: own(spec, 'templates') });
    const base: TemplateBase = {
      scope: 'local',
      name: this.#name,
      spec: effective,
      templatesPath: ['spec', 'templates'],
      at: this.#workflow.at,
    };
    const annotations = textMap(this.#workflow.metadata, 'annotations');
    return {
      name: this.#name,
      namespace: this.#workflow.namespace,
      spec: effective,
      base,
      library: this.#library,
      engine,
      substitution,
      unknowns: this.#unknowns,
      globals,
      given: this.#given,
      configMap,
      podNames: annotations.get('workflows.argoproj.io/pod-name-format') === 'v1' ? 'v1' : 'v2',
      limits: { nodes: options?.limits?.nodes ?? NODES, depth: options?.limits?.depth ?? DEPTH },
    };
  }

  /** Source: argo-workflows workflow/controller/operator.go (updateWorkflowMetadata). Throws a Failure. */
  #labelsFrom(spec: JsonObject, globals: Globals, substitution: Substitution): void {
    const labels = objectAt(objectAt(spec, 'workflowMetadata'), 'labelsFrom') ?? {};
    for (const [label, from] of Object.entries(labels)) {
      if (!isObject(from)) continue;
      const value = substitution.evaluate(textAt(from, 'expression'), globals);
      if (typeof value === 'string') globals.set(`workflow.labels.${label}`, value);
    }
  }

  #walk(walk: Walk): Pick<WorkflowRun, 'phase' | 'message' | 'root' | 'onExit' | 'truncated'> {
    const { spec, base } = walk.setup;
    let root: WalkNode | undefined;
    let exit: WalkNode | undefined;
    try {
      const executed = walk.execute({
        name: this.#name,
        caller: { kind: 'steps', name: '' },
        holder: { template: textAt(spec, 'entrypoint'), templateRef: undefined, inline: undefined },
        base,
        args: objectAt(spec, 'arguments'),
        boundary: undefined,
        parent: undefined,
      });
      root = executed.node;
      if (executed.failure !== undefined && executed.failure.kind !== 'stuck') {
        const message = `error in entry template execution: ${executed.failure.message}`;
        return this.#ended(root, undefined, { phase: 'Error', message });
      }
      if (isEnded(root)) {
        this.#setEnd(walk, root);
        this.#hooks(walk, root);
        const handled = this.#exitHandler(walk);
        exit = handled?.node;
        if (handled?.failure?.kind === 'error') {
          const message = `error in exit template execution : ${handled.failure.message}`;
          return this.#ended(root, exit, { phase: 'Error', message });
        }
      }
    } catch (thrown) {
      const failure = asFailure(thrown);
      root ??= walk.named(this.#name);
      if (failure.kind === 'truncated') {
        const cut = this.#ended(root, exit, { phase: 'Unknown', message: failure.message });
        return { ...cut, truncated: true };
      }
      return this.#ended(root, exit, { phase: 'Error', message: failure.message });
    }
    return this.#ended(root, exit, finalPhase(root, exit));
  }

  #ended(
    root: WalkNode | undefined,
    exit: WalkNode | undefined,
    ending: { readonly phase: WorkflowRun['phase']; readonly message?: string | undefined },
  ): Pick<WorkflowRun, 'phase' | 'message' | 'root' | 'onExit' | 'truncated'> {
    const { phase, message } = ending;
    return {
      phase,
      ...(message !== undefined && message !== '' && { message: this.#unknowns.reveal(message) }),
      ...(root !== undefined && { root: renderNode(root, this.#unknowns, this.#substitution.unevaluated) }),
      ...(exit !== undefined && { onExit: renderNode(exit, this.#unknowns, this.#substitution.unevaluated) }),
    };
  }

  /** What hooks and the exit handler can read of how it went. */
  #setEnd(walk: Walk, root: WalkNode): void {
    const outcome = certain(root);
    const status = outcome === undefined || isFailure(outcome) ? outcome : 'Succeeded';
    walk.globals.set('workflow.status', status ?? statusOf(walk, root, 'workflow.status'));
    const failed = [...walk.nodes.values()].some((node) => [...node.outcomes].some(isFailure));
    walk.globals.set('workflow.failures', failuresText(failed, this.#unknowns));
  }

  /** Source: argo-workflows workflow/controller/hooks.go (executeWfLifeCycleHook). */
  #hooks(walk: Walk, root: WalkNode): void {
    for (const [name, hook] of Object.entries(objectAt(walk.setup.spec, 'hooks') ?? {})) {
      if (name === 'exit' || !isObject(hook)) continue;
      const hookName = `${this.#name}.hooks.${name}`;
      const decision = decideHook(walk, hookName, hook, (status) => {
        const variables = new Map(walk.globals);
        if (status !== undefined) variables.set('workflow.status', status);
        return variables;
      });
      if (!decision.runs) continue;
      const { node } = this.#handler(
        walk,
        hookName,
        hook,
        objectAt(hook, 'arguments'),
        root,
        decision.unknown,
      );
      if (decision.note !== undefined) node.notes.push(decision.note.replace('the node', 'the Workflow'));
      connect(root, node);
    }
  }

  #exitHandler(walk: Walk): Executed | undefined {
    const { spec } = walk.setup;
    const hook = exitHookOf(spec, objectAt(spec, 'arguments'));
    if (hook === undefined) return undefined;
    return this.#handler(walk, `${this.#name}.onExit`, hook, objectAt(hook, 'arguments'), undefined, []);
  }

  #handler(
    walk: Walk,
    name: string,
    hook: JsonObject,
    args: JsonObject | undefined,
    parent: WalkNode | undefined,
    unknown: readonly UnknownValue[],
  ): Executed {
    if (unknown.length > 0) walk.tentative += 1;
    const executed = walk.execute({
      name,
      caller: { kind: 'steps', name: '' },
      holder: holderOf({ template: textAt(hook, 'template'), templateRef: own(hook, 'templateRef') ?? null }),
      base: walk.setup.base,
      args,
      boundary: undefined,
      parent,
      hooked: true,
    });
    if (unknown.length > 0) {
      walk.tentative -= 1;
      const what = `expression '${textAt(hook, 'expression')}'`;
      makeUndecided(executed.node, 'Skipped', unknown, undecidedMessage(what, unknown));
    }
    return executed;
  }

  /** Values that were given for nodes that there are not. */
  #unusedOutputs(walk: Walk): readonly Diagnostic[] {
    const names = [...walk.nodes.values()].map((node) => this.#unknowns.reveal(node.displayName));
    return this.#given.unused().map((key) => {
      const name = key.replace(/\.(outputs\..*|exitCode|status|phase|message)$/, '');
      const near = names.includes(name) ? undefined : nearest(name, names);
      return {
        rule: 'workflow/node-output-unused',
        severity: 'warning',
        message: `nothing in the Workflow takes the given value '${key}'${near === undefined ? '' : `; did you mean '${near}'?`}`,
        at: {},
      };
    });
  }
}

/** Source: argo-workflows workflow/controller/operator.go (operate), its end. */
function finalPhase(
  root: WalkNode,
  exit: WalkNode | undefined,
): { readonly phase: WorkflowRun['phase']; readonly message?: string | undefined } {
  const { message } = root;
  if (!isEnded(root)) return { phase: 'Running', message };
  const phases = new Set([...root.outcomes].map(workflowPhase));
  const [phase, ...others] = phases;
  if (phase === undefined || others.length > 0) return { phase: 'Unknown', message };
  if (phase !== 'Succeeded') return { phase, message };
  if (exit === undefined) return { phase };
  if (!isEnded(exit)) return { phase: 'Running', message: exit.message };
  const outcome = certain(exit);
  if (outcome === undefined) {
    return [...exit.outcomes].some(isFailure) ? { phase: 'Unknown', message: exit.message } : { phase };
  }
  return isFailure(outcome) ? { phase: workflowPhase(outcome), message: exit.message } : { phase };
}

function workflowPhase(outcome: Outcome): 'Succeeded' | 'Failed' | 'Error' {
  return outcome === 'Failed' || outcome === 'Error' ? outcome : 'Succeeded';
}
