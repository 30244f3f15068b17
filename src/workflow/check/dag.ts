import {
  isObject,
  isSet,
  type JsonObject,
  listAt,
  objectAt,
  objectsAt,
  textAt,
  textsAt,
} from '../../json.ts';
import { ancestorsOf, dependenciesOf } from '../depends.ts';
import { readParameter } from '../parameter.ts';
import { holderOf } from '../template-library.ts';
import { checkArguments } from './arguments.ts';
import { cycleAmong } from './cycle.ts';
import type { Inspection, Subject } from './inspection.ts';
import { checkNames } from './names.ts';
import { addItems, addOutputs, checkReferences, type Known } from './references.ts';
import { checkHooks, checkLoop, checkNoDeadline } from './steps.ts';

interface Task {
  readonly task: JsonObject;
  readonly name: string;
  readonly index: number;
}

interface Graph {
  readonly tasks: readonly Task[];
  readonly byName: ReadonlyMap<string, JsonObject>;
  readonly dependencies: (name: string) => ReadonlyMap<string, 'task' | 'items'>;
}

const RESULTS: ReadonlySet<string> = new Set([
  'Succeeded',
  'Failed',
  'Errored',
  'Skipped',
  'Omitted',
  'Daemoned',
  'AnySucceeded',
  'AllFailed',
]);

/** Source: argo-workflows workflow/validate/validate.go (validateDAG). */
export function checkDag(inspection: Inspection, subject: Subject, known: Known): void {
  const { report } = inspection;
  const { name, at } = subject;
  checkNoDeadline(inspection, subject);
  const dag = objectAt(subject.template, 'dag');
  const entries = listAt(dag, 'tasks');
  if (entries.length === 0) {
    report.add({
      rule: 'dag-empty',
      message: `templates.${name} must have at least one task`,
      at: at('dag'),
    });
    return;
  }
  const graph = graphOf(entries.filter(isObject));
  const sorted = checkOrder(inspection, subject, graph);
  checkNames(report, entries, {
    prefix: `templates.${name}.tasks`,
    rule: 'task',
    kind: 'field',
    path: ['dag', 'tasks'],
    at: (path) => at(...path),
  });
  const usesDepends = graph.tasks.some(({ task }) => textAt(task, 'depends') !== '');
  const templates = new Map<string, JsonObject | undefined>();
  for (const task of graph.tasks) {
    checkStyle(inspection, subject, task, usesDepends);
    templates.set(task.name, checkTask(inspection, subject, graph, known, task));
  }
  checkTarget(inspection, subject, graph, known);
  if (!sorted) return;
  for (const task of graph.tasks) checkReading(inspection, subject, graph, known, task, templates);
}

function graphOf(entries: readonly JsonObject[]): Graph {
  const tasks = entries.map((task, index) => ({ task, name: textAt(task, 'name'), index }));
  const byName = new Map(tasks.map(({ name, task }) => [name, task]));
  const cache = new Map<string, ReadonlyMap<string, 'task' | 'items'>>();
  return {
    tasks,
    byName,
    dependencies: (name) => {
      let found = cache.get(name);
      if (found === undefined) {
        found = dependenciesOf(byName.get(name) ?? {}, (other) => byName.get(other)).tasks;
        cache.set(name, found);
      }
      return found;
    },
  };
}

/** False when the tasks cannot be put in an order. Source: argo-workflows util/sorting/topological_sorting.go. */
function checkOrder({ report }: Inspection, { name, at }: Subject, graph: Graph): boolean {
  const prefix = `templates.${name} sorting failed: `;
  const seen = new Set<string>();
  let fine = true;
  for (const task of graph.tasks) {
    if (seen.has(task.name)) {
      const message = `${prefix}duplicated nodeName ${task.name}`;
      report.add({ rule: 'name-duplicate', message, at: at('dag', 'tasks', task.index, 'name') });
      fine = false;
    }
    seen.add(task.name);
  }
  for (const { name: task, index, task: object } of graph.tasks) {
    for (const dependency of graph.dependencies(task).keys()) {
      if (seen.has(dependency)) continue;
      const field = textAt(object, 'depends') === '' ? 'dependencies' : 'depends';
      report.add({
        rule: 'dependency-not-found',
        message: `${prefix}invalid dependency ${dependency}`,
        at: at('dag', 'tasks', index, field),
        wrong: { name: dependency, candidates: seen },
      });
      fine = false;
    }
  }
  const cycle = fine
    ? cycleAmong(
        graph.tasks.map((task) => task.name),
        (task) => graph.dependencies(task).keys(),
      )
    : undefined;
  if (cycle === undefined) return fine;
  const first = graph.tasks.find((task) => task.name === cycle[0]);
  report.add({
    rule: 'dependency-cycle',
    message: `${prefix}graph with cycle`,
    at: at('dag', 'tasks', first?.index ?? 0),
    help: `${[...cycle, cycle[0] ?? ''].join(' waits for ')}`,
  });
  return false;
}

function checkStyle(
  { report }: Inspection,
  { name, at }: Subject,
  { task, name: taskName, index }: Task,
  usesDepends: boolean,
): void {
  const listed = textsAt(task, 'dependencies').length > 0;
  const place = at('dag', 'tasks', index);
  if ((usesDepends || listed) && /^\d/.test(taskName)) {
    const message = `templates.${name}.tasks.${taskName} name cannot begin with a digit when using either 'depends' or 'dependencies'`;
    report.add({ rule: 'name-invalid', message, at: at('dag', 'tasks', index, 'name') });
  }
  if (usesDepends && listed) {
    const message = `templates.${name} cannot use both 'depends' and 'dependencies' in the same DAG template`;
    report.add({ rule: 'depends-mixed', message, at: place });
  }
  if (usesDepends && isSet(task, 'continueOn')) {
    const message = `templates.${name} cannot use 'continueOn' when using 'depends'. Instead use 'dep-task.Failed'/'dep-task.Errored'`;
    report.add({ rule: 'depends-mixed', message, at: place });
  }
}

/** The task's template, what it depends on, and what others can read of it. */
function checkTask(
  inspection: Inspection,
  subject: Subject,
  graph: Graph,
  known: Known,
  { task, name, index }: Task,
): JsonObject | undefined {
  const { report } = inspection;
  const way = `templates.${subject.name}.tasks.${name}`;
  const at = (...below: (string | number)[]) => subject.at('dag', 'tasks', index, ...below);
  const template = report.under(way, () =>
    inspection.visit(subject.base, holderOf(task), 'anything', at, subject.template),
  );
  addOutputs(known, inspection.globals, {
    prefix: 'tasks',
    name,
    template,
    loop: isAggregate(task),
    status: false,
  });
  for (const [, other = '', result = ''] of textAt(task, 'depends').matchAll(
    /([a-zA-Z0-9][-a-zA-Z0-9]*?)\.([A-Z][a-zA-Z]+)/g,
  )) {
    if (RESULTS.has(result)) continue;
    report.add({
      rule: 'depends-result-unknown',
      message: `${way} task result '${result}' for task '${other}' is invalid`,
      at: at('depends'),
      wrong: { name: result, candidates: RESULTS },
    });
  }
  for (const [dependency, kind] of graph.dependencies(name)) {
    const other = graph.byName.get(dependency);
    if (other === undefined || kind !== 'items') continue;
    if (isAggregate(other) || isSet(other, 'withSequence')) continue;
    const message = `templates.${subject.name}.tasks.${dependency} dependency '${dependency}' uses an items-based condition such as .AnySucceeded or .AllFailed but does not contain any items`;
    report.add({ rule: 'depends-without-items', message, at: at('depends') });
  }
  return template;
}

function isAggregate(task: JsonObject): boolean {
  return listAt(task, 'withItems').length > 0 || textAt(task, 'withParam') !== '';
}

function checkTarget({ report, globals }: Inspection, subject: Subject, graph: Graph, known: Known): void {
  const target = textAt(objectAt(subject.template, 'dag'), 'target');
  if (target === '') return;
  const at = subject.at('dag', 'target');
  const prefix = `templates.${subject.name}.targets `;
  checkReferences(report, target, [known, globals], { prefix, path: [], at: () => at });
  for (const name of target.split(' ')) {
    const filled = subject.fill(name);
    if (/\{\{[-a-zA-Z0-9]+(\.[-a-zA-Z0-9_]+)*\}\}/.test(filled) || graph.byName.has(filled)) continue;
    report.add({
      rule: 'target-not-found',
      message: `templates.${subject.name}.targets: target '${name}' is not defined`,
      at,
      wrong: { name, candidates: graph.byName.keys() },
    });
  }
}

/** What the task itself reads and passes on. */
function checkReading(
  inspection: Inspection,
  subject: Subject,
  graph: Graph,
  known: Known,
  { task, name, index }: Task,
  templates: ReadonlyMap<string, JsonObject | undefined>,
): void {
  const { report, globals } = inspection;
  const way = `templates.${subject.name}.tasks.${name}`;
  const at = (...below: (string | number)[]) => subject.at('dag', 'tasks', index, ...below);
  if (objectAt(task, 'hooks') !== undefined) known.names.add(`tasks.${name}.status`);
  const own = known.copy();
  const ancestors = ancestorsOf(name, (other) => graph.dependencies(other).keys());
  for (const ancestor of ancestors) {
    const loop = isAggregate(graph.byName.get(ancestor) ?? {});
    const template = templates.get(ancestor);
    addOutputs(own, globals, { prefix: 'tasks', name: ancestor, template, loop, status: true });
  }
  for (const input of objectsAt(objectAt(objectAt(task, 'inline'), 'inputs'), 'parameters')) {
    own.names.add(`inputs.parameters.${textAt(input, 'name')}`);
  }
  checkLoop(inspection, task, way, at);
  // The controller looks at the hooks of tasks when they are about to run.
  if (inspection.thorough) {
    checkHooks(inspection, objectAt(task, 'hooks') ?? {}, way, (hook) => at('hooks', hook));
  }
  addItems(own, task);
  const place = (below: readonly (string | number)[]) => at(...below);
  checkReferences(report, task, [own, globals], { prefix: `${way} `, path: [], at: place });
  const args = objectAt(task, 'arguments');
  checkArguments(report, args, { prefix: `${way}.arguments.`, path: ['arguments'], at: place });
  checkArgumentOrder(inspection, way, args, ancestors, at);
  report.under(way, () => inspection.visit(subject.base, holderOf(task), { args }, at, subject.template));
}

/** Source: validate.go (validateDAGTaskArgumentDependency). */
function checkArgumentOrder(
  { report }: Inspection,
  way: string,
  args: JsonObject | undefined,
  ancestors: readonly string[],
  at: (...path: (string | number)[]) => ReturnType<Subject['at']>,
): void {
  const check = (text: string | undefined, what: string, place: ReturnType<Subject['at']>) => {
    const task = /^\{\{tasks\.([^.]*)/.exec(text ?? '')?.[1];
    if (task === undefined || ancestors.includes(task)) return;
    const message = `${way} missing dependency '${task}' for ${what}`;
    report.add({ rule: 'dependency-missing', message, at: place, help: `let it depend on '${task}'` });
  };
  for (const [index, parameter] of objectsAt(args, 'parameters').entries()) {
    const { name, value } = readParameter(parameter);
    check(value, `parameter '${name}'`, at('arguments', 'parameters', index));
  }
  for (const [index, artifact] of objectsAt(args, 'artifacts').entries()) {
    const what = `artifact '${textAt(artifact, 'name')}'`;
    check(textAt(artifact, 'from'), what, at('arguments', 'artifacts', index));
  }
}
