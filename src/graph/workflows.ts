import { isArray, isObject, type JsonObject, listAt, objectAt, objectsAt, textAt } from '../json.ts';
import type { Workflow } from '../model/kinds/workflow.ts';
import type { Link } from '../model/links.ts';
import type { Resource } from '../model/resource.ts';
import type { Account } from '../rbac/request.ts';
import { callsOf, type TemplatePart } from '../rules/workflow-templates.ts';
import { dependenciesOf } from '../workflow/depends.ts';
import { isCluster, type TemplateType, TYPE_NAMES, templateType } from '../workflow/template-library.ts';
import { runsAs } from './accounts.ts';
import { absence, type Context, idOfObject } from './context.ts';
import type { Fact, Permission } from './flow-graph.ts';
import { address, fact, textOrNumber } from './summary.ts';

/** An object of the Workflow family, as the files hold it or as a trigger makes it. */
export interface WorkflowPart {
  readonly id: string;
  readonly workflow: Workflow;
  readonly namespace: string;
  /** The references that it makes. */
  readonly links: readonly Link[];
  readonly permissionsOf: (account: Account) => readonly Permission[];
}

export function addStandaloneWorkflow(context: Context, workflow: Workflow): void {
  const { model, idOf, permissions } = context;
  const { resource } = workflow;
  addWorkflow(context, {
    id: idOf(resource),
    workflow,
    namespace: model.namespaceOf(resource),
    links: model.links.filter((link) => link.from === resource && link.via === undefined),
    permissionsOf: (account) => permissions.ofPods(workflow, account),
  });
}

/** A Workflow with its steps and tasks, its account, and the templates that it refers to. */
export function addWorkflow(context: Context, part: WorkflowPart): string {
  const { draft } = context;
  const { id, workflow, namespace, links } = part;
  const { resource, spec, entrypoint, kind } = workflow;
  draft.node({
    id,
    kind: 'workflow',
    noun: kind,
    title: resource.name || `${resource.displayName}…`,
    namespace,
    lines: kind === 'CronWorkflow' ? schedulesOf(resource) : [],
    facts: [
      ...fact('entrypoint', entrypoint),
      ...objectsAt(workflow.arguments, 'parameters').flatMap((one) => fact('argument', textAt(one, 'name'))),
      ...fact('when it ends', textAt(spec, 'onExit')),
      ...fact('mutex', textAt(objectAt(objectAt(spec, 'synchronization'), 'mutex'), 'name')),
    ],
    sites: [{ resource, path: [] }],
    content: withoutTemplates(workflow),
  });
  const calls = new Tasks(context, part).add();
  for (const link of links) {
    if (link.kind === 'runs-as') runsAs(context, id, link, part.permissionsOf(link.to));
    if (link.kind === 'template') refers(context, link, calls.get(JSON.stringify(link.at.path)) ?? id);
  }
  return id;
}

export function addEventBinding(context: Context, resource: Resource): void {
  const { model, draft, idOf } = context;
  const spec = objectAt(resource.value, 'spec');
  const id = draft.node({
    id: idOf(resource),
    kind: 'event-binding',
    noun: 'WorkflowEventBinding',
    title: resource.displayName,
    namespace: model.namespaceOf(resource),
    lines: [textAt(objectAt(spec, 'event'), 'selector')].filter((line) => line !== ''),
    sites: [{ resource, path: [] }],
    content: resource.value,
  });
  for (const link of context.linksOf(resource, 'template')) refers(context, link, id);
}

function refers(context: Context, link: Link, from: string): void {
  const { draft, idOf, presenceOf } = context;
  const { to, target, partFound } = link;
  const presence = presenceOf(link);
  const end =
    target === undefined
      ? draft.node({
          id: idOfObject(to.kind, to.namespace, to.name),
          kind: 'workflow',
          noun: to.kind,
          title: to.name,
          namespace: to.namespace,
          presence,
        })
      : idOf(target);
  const part = to.part ?? '';
  draft.edge({
    kind: 'template',
    from,
    to: end,
    labels: part === '' ? [] : [part],
    broken:
      absence(link, presence) ??
      (partFound === false ? `the ${to.kind} "${to.name}" has no template "${part}"` : undefined),
    sites: [{ resource: link.from, path: link.at.path ?? [] }],
  });
}

function schedulesOf({ value }: Resource): readonly string[] {
  const spec = objectAt(value, 'spec');
  const written = [textAt(spec, 'schedule'), ...listAt(spec, 'schedules').map(textOrNumber)];
  const zone = textAt(spec, 'timezone');
  return written.filter((one) => one !== '').map((one) => `cron ${one}${zone === '' ? '' : ` ${zone}`}`);
}

/** Levels of templates in templates, and nodes of one Workflow, after which what is inside stays closed. */
const LEVELS = 5;
const MOST = 150;

/** The steps and tasks of one Workflow. */
class Tasks {
  readonly #context: Context;
  readonly #part: WorkflowPart;
  /** Where a task names a template of another object → its node. */
  readonly #references = new Map<string, string>();
  #count = 0;

  constructor(context: Context, part: WorkflowPart) {
    this.#context = context;
    this.#part = part;
  }

  add(): ReadonlyMap<string, string> {
    const { id, workflow } = this.#part;
    const { entrypoint, spec } = workflow;
    const main = this.#template(entrypoint);
    if (main !== undefined) {
      if (isComposite(main.spec)) this.#calls(id, main, [entrypoint]);
      else this.#leaf(id, main);
    } else {
      for (const template of this.#uncalled()) this.#node(id, template, template.name, 'template', []);
    }
    const exit = textAt(spec, 'onExit');
    const handler = exit === entrypoint ? undefined : this.#template(exit);
    if (handler !== undefined && main !== undefined)
      this.#node(id, handler, exit, 'exit handler', [entrypoint]);
    return this.#references;
  }

  #template(name: string): TemplatePart | undefined {
    return name === '' ? undefined : this.#part.workflow.templates.find((one) => one.name === name);
  }

  /** Of a library of templates, those that none of its own calls. */
  #uncalled(): readonly TemplatePart[] {
    const { templates } = this.#part.workflow;
    const called = new Set(
      templates.flatMap((template) => callsOf(template).map(({ spec }) => textAt(spec, 'template'))),
    );
    const free = templates.filter(({ name }) => !called.has(name));
    return free.length > 0 ? free : templates;
  }

  #leaf(parent: string, template: TemplatePart): void {
    this.#node(parent, template, template.name, 'template', []);
  }

  #node(parent: string, template: TemplatePart, title: string, noun: string, trail: readonly string[]): void {
    const { draft } = this.#context;
    this.#count += 1;
    const id = draft.node({
      id: draft.freeId(`${parent}/${title}`),
      kind: 'task',
      parent,
      noun: [noun, typeNoun(template.spec)].filter((word) => word !== '').join(' '),
      title,
      lines: templateLines(template.spec),
      sites: [{ resource: this.#part.workflow.resource, path: template.path }],
      content: isComposite(template.spec) ? null : template.spec,
    });
    this.#open(id, template, trail);
  }

  /** What is inside of a template of steps or tasks, unless it is inside of itself. */
  #open(id: string, template: TemplatePart, trail: readonly string[]): void {
    if (!isComposite(template.spec) || trail.length >= LEVELS || this.#count >= MOST) return;
    if (template.name !== '' && trail.includes(template.name)) return;
    this.#calls(id, template, [...trail, template.name]);
  }

  #calls(parent: string, template: TemplatePart, trail: readonly string[]): void {
    const { draft } = this.#context;
    const ids = new Map<string, string>();
    const groups = new Map<number, string[]>();
    const inside: [string, TemplatePart][] = [];
    const tasks = new Map<string, JsonObject>();
    for (const { spec, path, prefix } of callsOf(template)) {
      this.#count += 1;
      const name = textAt(spec, 'name') || `${prefix} ${ids.size + 1}`;
      const called = this.#called(spec, path);
      const id = draft.node({
        id: draft.freeId(`${parent}/${name}`),
        kind: 'task',
        parent,
        noun: [prefix === 'tasks' ? 'task' : 'step', called === undefined ? '' : typeNoun(called.spec)]
          .filter((word) => word !== '')
          .join(' '),
        title: name,
        lines: callLines(spec, name, called),
        facts: callFacts(spec),
        sites: [{ resource: this.#part.workflow.resource, path }],
        content: called === undefined || isComposite(called.spec) ? spec : [spec, called.spec],
      });
      this.#references.set(
        JSON.stringify(this.#part.workflow.resource.at([...path, 'templateRef']).path),
        id,
      );
      ids.set(name, id);
      tasks.set(name, spec);
      const group = prefix === 'steps' ? Number(path.at(-2)) : 0;
      groups.set(group, [...(groups.get(group) ?? []), id]);
      if (called !== undefined) inside.push([id, called]);
    }
    if (isObject(template.spec['dag'])) this.#depend(ids, tasks);
    else this.#follow([...groups.values()]);
    for (const [id, called] of inside) this.#open(id, called, trail);
  }

  #called(spec: JsonObject, path: TemplatePart['path']): TemplatePart | undefined {
    const inline = objectAt(spec, 'inline');
    if (inline !== undefined) return { spec: inline, path: [...path, 'inline'], name: '' };
    return objectAt(spec, 'templateRef') === undefined ? this.#template(textAt(spec, 'template')) : undefined;
  }

  #depend(ids: ReadonlyMap<string, string>, tasks: ReadonlyMap<string, JsonObject>): void {
    for (const [name, spec] of tasks) {
      const depends = textAt(spec, 'depends');
      for (const before of dependenciesOf(spec, (other) => tasks.get(other)).tasks.keys()) {
        const from = ids.get(before);
        const to = ids.get(name);
        if (from === undefined || to === undefined) continue;
        this.#context.draft.edge({ kind: 'then', from, to, labels: resultsOf(before, depends) });
      }
    }
  }

  #follow(groups: readonly (readonly string[])[]): void {
    for (const [index, group] of groups.entries()) {
      for (const from of groups[index - 1] ?? []) {
        for (const to of group) this.#context.draft.edge({ kind: 'then', from, to });
      }
    }
  }
}

/** The results of a task that `depends` names: `A.Failed` asks for one. */
function resultsOf(task: string, depends: string): readonly string[] {
  const names = depends.matchAll(/([A-Za-z0-9][-\w]*)\.([A-Z][A-Za-z]+)/g);
  return [...new Set([...names].flatMap(([, name, result = '']) => (name === task ? [result] : [])))];
}

function isComposite(template: JsonObject): boolean {
  const type = templateType(template);
  return type === 'dag' || type === 'steps';
}

function typeNoun(template: JsonObject): string {
  const type = templateType(template);
  return type === undefined ? '' : NOUNS[type];
}

const NOUNS: Readonly<Record<TemplateType, string>> = {
  ...TYPE_NAMES,
  container: '',
  script: 'script',
  containerSet: 'container set',
  resource: 'resource',
  data: 'data',
  suspend: 'suspend',
  plugin: 'plugin',
  steps: 'steps',
};

function templateLines(template: JsonObject): readonly string[] {
  const type = templateType(template);
  const part = type === undefined ? undefined : objectAt(template, type);
  switch (type) {
    case 'container':
    case 'script':
      return [textAt(part, 'image')].filter((line) => line !== '');
    case 'containerSet':
      return objectsAt(part, 'containers').map((one) => textAt(one, 'image'));
    case 'http':
      return [`${textAt(part, 'method') || 'GET'} ${address(textAt(part, 'url'))}`];
    case 'resource':
      return [textAt(part, 'action')].filter((line) => line !== '');
    case 'suspend':
      return [`waits ${textOrNumber(part?.['duration']) || 'for somebody'}`];
    default:
      return [];
  }
}

function callLines(spec: JsonObject, name: string, called: TemplatePart | undefined): readonly string[] {
  const reference = objectAt(spec, 'templateRef');
  const template =
    reference === undefined
      ? textAt(spec, 'template')
      : `${isCluster(reference) ? 'cluster ' : ''}${textAt(reference, 'name')}/${textAt(reference, 'template')}`;
  const when = textAt(spec, 'when');
  const loop = loopOf(spec);
  return [
    ...(template === '' || template === name ? [] : [`template ${template}`]),
    ...(called === undefined ? [] : templateLines(called.spec)),
    ...(when === '' ? [] : [`when ${when}`]),
    ...(loop === '' ? [] : [loop]),
  ];
}

function loopOf(spec: JsonObject): string {
  const items = spec['withItems'];
  if (isArray(items)) return `for each of ${items.length} items`;
  if (textAt(spec, 'withParam') !== '') return `for each of ${textAt(spec, 'withParam')}`;
  return objectAt(spec, 'withSequence') === undefined ? '' : 'for each of a sequence';
}

function callFacts(spec: JsonObject): readonly Fact[] {
  const given = objectAt(spec, 'arguments');
  return [
    ...fact('template', textAt(spec, 'template')),
    ...fact('depends', textAt(spec, 'depends')),
    ...fact('when', textAt(spec, 'when')),
    ...(['parameters', 'artifacts'] as const).flatMap((key) =>
      objectsAt(given, key).flatMap((one) => fact(key.slice(0, -1), textAt(one, 'name'))),
    ),
  ];
}

/** What of an object is none of its steps and tasks. */
function withoutTemplates({ resource, spec, specPath }: Workflow): JsonObject {
  const { templates: _, ...rest } = spec;
  const outer = objectAt(resource.value, 'spec') ?? {};
  const metadata = resource.value['metadata'] ?? {};
  if (specPath.length === 1) return { metadata, spec: rest };
  const { workflowSpec: __, ...schedule } = outer;
  return { metadata, spec: { ...schedule, workflowSpec: rest } };
}
