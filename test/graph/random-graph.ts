import fc from 'fast-check';
import type { EdgeKind, FlowEdge, FlowGraph, FlowNode, NodeKind } from '../../src/graph/flow-graph.ts';

/** Names as people give them, and as nobody should. */
const name = fc.oneof(
  fc.stringMatching(/^[a-z][a-z0-9-]{0,24}$/),
  fc.constantFrom(
    '__proto__',
    'constructor',
    '</script><script>alert(1)</script>',
    '"quoted" \\ and \'more\'',
    '1. one',
    '- two',
  ),
  fc.constantFrom(
    '日本語のイベント',
    '🎉🎉🎉',
    'a'.repeat(300),
    '',
    ' ',
    '{{workflow.name}}',
    '#35; &amp; <b>',
    '`code` **bold** _it_',
  ),
  fc.string({ maxLength: 40, unit: 'grapheme' }),
);

const PARTS: Readonly<Partial<Record<NodeKind, readonly NodeKind[]>>> = {
  'event-source': ['event'],
  'event-bus': ['subject'],
  sensor: ['dependency', 'condition', 'trigger'],
  workflow: ['task'],
  task: ['task'],
};

const ROOTS: readonly NodeKind[] = [
  'ingress',
  'event-source',
  'event-bus',
  'sensor',
  'workflow',
  'event-binding',
  'object',
  'target',
  'service-account',
];

function nodeOf(id: string, kind: NodeKind, parent: string | undefined): fc.Arbitrary<FlowNode> {
  return fc
    .record({
      title: name,
      noun: fc.constantFrom(
        'EventSource',
        'k8s create trigger',
        'task DAG',
        'a very long noun that somebody made',
      ),
      namespace: fc.constantFrom('', 'ci', 'shop'),
      lines: fc.array(name, { maxLength: 9 }),
      presence: fc.constantFrom('there', 'there', 'missing', 'unchecked'),
      change: fc.constantFrom(undefined, undefined, 'added', 'removed', 'changed'),
    } as const)
    .map((made) => ({
      ...made,
      id,
      kind,
      parent,
      facts: [{ label: 'fact', text: made.title }],
      grants:
        kind === 'service-account' ? [{ text: 'create workflows', through: 'Role "x"', needed: true }] : [],
      lacks: kind === 'service-account' ? made.lines : [],
      at: undefined,
      findings: [],
      changes: [],
      content: null,
    }));
}

/** Nodes in nodes, two levels deep where there are levels. */
const nodes: fc.Arbitrary<readonly FlowNode[]> = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...ROOTS),
      parts: fc.array(fc.tuple(fc.nat(2), fc.nat(3)), { maxLength: 5 }),
    }),
    { maxLength: 9 },
  )
  .chain((roots): fc.Arbitrary<readonly FlowNode[]> => {
    const made: fc.Arbitrary<FlowNode>[] = [];
    for (const [index, { kind, parts }] of roots.entries()) {
      made.push(nodeOf(`r${index}`, kind, undefined));
      const kinds = PARTS[kind] ?? [];
      for (const [number, [choice, inner]] of parts.entries()) {
        const part = kinds[choice % Math.max(1, kinds.length)];
        if (part === undefined) continue;
        const id = `r${index}/${number}`;
        made.push(nodeOf(id, part, `r${index}`));
        if (part !== 'task') continue;
        for (let deep = 0; deep < inner; deep += 1) made.push(nodeOf(`${id}/${deep}`, 'task', id));
      }
    }
    return made.length === 0 ? fc.constant([]) : fc.tuple(...made);
  });

/** Edges between kinds that they are drawn between, and some that close circles. */
export const graphs: fc.Arbitrary<FlowGraph> = nodes.chain((all) => {
  const of = (...kinds: readonly NodeKind[]) => all.filter(({ kind }) => kinds.includes(kind));
  const pairs: [EdgeKind, FlowNode, FlowNode][] = [];
  const add = (
    kind: EdgeKind,
    from: readonly FlowNode[],
    to: readonly FlowNode[],
    fits = (_a: FlowNode, _b: FlowNode) => true,
  ) => {
    for (const a of from) for (const b of to) if (fits(a, b)) pairs.push([kind, a, b]);
  };
  const siblings = (a: FlowNode, b: FlowNode) => a.parent === b.parent && a !== b;
  add('backend', of('ingress'), of('event-source'));
  add('publishes', of('event'), of('subject'));
  add('delivers', of('subject'), of('dependency'));
  add('waits-for', of('dependency'), of('condition', 'trigger'), siblings);
  add('decides', of('condition'), of('trigger'), siblings);
  add('acts', of('trigger'), of('workflow', 'object', 'target'));
  add('template', of('workflow', 'task', 'event-binding'), of('workflow'));
  add('then', of('task'), of('task'), siblings);
  add('runs-as', of('event-source', 'sensor', 'workflow'), of('service-account'));
  const label = fc.record({
    labels: fc.array(name, { maxLength: 4 }),
    permissions: fc.array(
      fc.record({
        text: name,
        state: fc.constantFrom('granted', 'missing', 'unchecked', 'conditional'),
        because: name,
      } as const),
      { maxLength: 2 },
    ),
    broken: fc.option(name, { nil: undefined }),
    change: fc.constantFrom(undefined, undefined, 'added', 'removed', 'changed'),
  } as const);
  return fc
    .tuple(
      fc.subarray(pairs, { maxLength: Math.min(30, pairs.length) }),
      fc.infiniteStream(label),
      fc.option(name, { nil: undefined }),
    )
    .map(([chosen, labels, base]) => ({
      nodes: all,
      edges: chosen.map(([kind, from, to], index): FlowEdge => {
        const said = labels.next().value as typeof label extends fc.Arbitrary<infer T> ? T : never;
        return { id: `e${index}`, kind, from: from.id, to: to.id, findings: [], ...said };
      }),
      base,
    }));
});
