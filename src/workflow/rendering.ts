import { certain, type WalkNode } from './node.ts';
import type { NodePhase, WorkflowNode } from './run.ts';
import { tagsOf } from './substitution.ts';
import type { Unknowns } from './unknown.ts';

/** The nodes of the walk as plain data, with `{{…}}` for what is not known. */
export function renderNode(
  node: WalkNode,
  unknowns: Unknowns,
  unevaluated: ReadonlyMap<string, string>,
): WorkflowNode {
  return render(node, { unknowns, unevaluated }, false);
}

interface Rendering {
  readonly unknowns: Unknowns;
  readonly unevaluated: ReadonlyMap<string, string>;
}

function render(node: WalkNode, rendering: Rendering, tentative: boolean): WorkflowNode {
  const { details } = node;
  const { unknowns, unevaluated } = rendering;
  const texts: string[] = [];
  const show = (text: string): string => {
    texts.push(text);
    return unknowns.reveal(text);
  };
  const undecided = tentative || (node.outcomes.size > 1 && node.undecided.length > 0);
  const may = node.outcomes.has('Skipped') || node.outcomes.has('Omitted');
  const children = node.nested.map((child) => render(child, rendering, tentative || (undecided && may)));
  const leaf = {
    ...(details.image !== undefined && { image: show(details.image) }),
    ...(details.command !== undefined && { command: details.command.map(show) }),
    ...(details.args !== undefined && { args: details.args.map(show) }),
    ...(details.body !== undefined && { body: show(details.body) }),
  };
  const inputs = node.inputs && entries(node.inputs, show);
  const outputs = knownOutputs(node, unknowns);
  const unknown = [
    ...new Set([...node.undecided.map(({ reference }) => reference), ...referencesIn(texts, unknowns)]),
  ];
  const notes = [...node.notes.map((note) => unknowns.reveal(note)), ...leftOver(texts, unevaluated)];
  return {
    id: node.id,
    name: unknowns.reveal(node.name),
    displayName: unknowns.reveal(node.displayName),
    type: node.type,
    ...(node.templateLabel !== undefined && { template: unknowns.reveal(node.templateLabel) }),
    phase: phaseOf(node, undecided),
    ...(node.message !== undefined && node.message !== '' && { message: unknowns.reveal(node.message) }),
    ...(inputs !== undefined && { inputs }),
    ...(outputs !== undefined && { outputs }),
    ...(details.podName !== undefined && { podName: unknowns.reveal(details.podName) }),
    ...leaf,
    ...(unknown.length > 0 && { unknown }),
    ...(notes.length > 0 && { notes }),
    children,
  };
}

/**
 * Expressions that failed, which the controller hands to the pod as they are written.
 * Source: argo-workflows util/template/expression_template.go (expressionReplaceCore).
 */
function leftOver(texts: readonly string[], unevaluated: ReadonlyMap<string, string>): readonly string[] {
  const notes = new Set<string>();
  for (const tag of texts.flatMap(tagsOf)) {
    const why = tag.startsWith('=') ? unevaluated.get(tag.slice(1)) : undefined;
    if (why !== undefined) notes.add(`{{${tag}}} stays as it is written: ${why}`);
  }
  return [...notes];
}

function phaseOf(node: WalkNode, undecided: boolean): NodePhase {
  if (undecided) return 'Unknown';
  if (node.outcomes.size === 0) return 'Running';
  return certain(node) ?? 'Unknown';
}

function entries(
  map: ReadonlyMap<string, string>,
  show: (text: string) => string,
): Readonly<Record<string, string>> {
  return Object.fromEntries([...map].map(([name, value]) => [name, show(value)]));
}

/** What of a node's outputs does not hang on a run. */
function knownOutputs(node: WalkNode, unknowns: Unknowns): Readonly<Record<string, string>> | undefined {
  const known = [...(node.outputs?.parameters ?? [])].flatMap(([name, value]) =>
    value === null || unknowns.isIn(value) ? [] : [[name, value] as const],
  );
  return known.length === 0 ? undefined : Object.fromEntries(known);
}

/** Also of an `{{item}}` whose list is not known. */
function referencesIn(texts: readonly string[], unknowns: Unknowns): readonly string[] {
  const found = new Set<string>();
  for (const text of texts) {
    for (const { reference } of unknowns.in(text)) found.add(reference);
    for (const tag of tagsOf(text)) if (/^item(\.|$)/.test(tag.trim())) found.add(tag.trim());
  }
  return [...found];
}
