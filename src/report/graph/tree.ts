import { stripVTControlCharacters } from 'node:util';
import { brokenLinks, type FlowEdge, type FlowGraph, type FlowNode } from '../../graph/flow-graph.ts';
import { createPen, type Pen, type Style } from '../pen.ts';
import { formatPlace } from '../place.ts';
import { briefLine, oneLine, textWidth, wrap } from '../text-width.ts';

/** What an event, a schedule or a person starts, and what follows from it, down to the steps of the Workflows. */
export function renderTree(graph: FlowGraph, style: Style): string {
  const text = new Tree(graph, createPen(style)).text();
  return style.unicode ? text : text.replaceAll('…', '...');
}

/** A line that says more of something; colours come last, so that it can be wrapped. */
interface Said {
  /** One sign that stands before it, painted. */
  readonly sign?: string;
  readonly text: string;
  readonly paint?: (text: string) => string;
}

/** A line with what hangs from it. */
interface Branch {
  readonly text: string;
  /** Lines that say more of the same thing. */
  readonly more: readonly Said[];
  readonly branches: readonly Branch[];
}

class Tree {
  readonly #graph: FlowGraph;
  readonly #pen: Pen;
  readonly #nodes: ReadonlyMap<string, FlowNode>;
  readonly #children = new Map<string, FlowNode[]>();
  readonly #out = new Map<string, FlowEdge[]>();
  readonly #into = new Map<string, FlowEdge[]>();
  readonly #shown = new Set<string>();
  readonly #places: boolean;

  constructor(graph: FlowGraph, pen: Pen) {
    this.#graph = graph;
    this.#pen = pen;
    this.#nodes = new Map(graph.nodes.map((node) => [node.id, node]));
    for (const node of graph.nodes) if (node.parent !== undefined) push(this.#children, node.parent, node);
    for (const edge of graph.edges) {
      push(this.#out, edge.from, edge);
      push(this.#into, edge.to, edge);
    }
    this.#places =
      new Set(graph.nodes.map(({ namespace }) => namespace).filter((one) => one !== '')).size > 1;
  }

  text(): string {
    const roots = this.#graph.nodes.filter(({ parent }) => parent === undefined);
    const starts = roots.filter(({ kind }) => kind === 'event-source');
    const branches = starts.map((node) => this.#source(node));
    // Subjects that nobody publishes, then sensors that nothing reaches, then what is started otherwise.
    for (const bus of roots.filter(({ kind }) => kind === 'event-bus')) {
      const orphans = this.#parts(bus).filter(({ id }) => !this.#shown.has(id));
      if (orphans.length > 0)
        branches.push({
          text: this.#name(bus),
          more: this.#about(bus),
          branches: orphans.map((one) => this.#subject(one)),
        });
    }
    for (const sensor of roots.filter(({ kind }) => kind === 'sensor')) {
      const rest = this.#parts(sensor).filter(({ kind, id }) => kind === 'trigger' && !this.#shown.has(id));
      if (rest.length > 0)
        branches.push({
          text: this.#name(sensor),
          more: this.#about(sensor),
          branches: rest.map((one) => this.#trigger(one)),
        });
    }
    for (const node of roots.filter(
      ({ kind, id }) => OTHERS.has(kind) && !this.#shown.has(id) && !this.#isLed(id),
    ))
      branches.push(this.#other(node));
    for (const node of roots.filter(({ kind, id }) => OTHERS.has(kind) && !this.#shown.has(id)))
      branches.push(this.#other(node));
    const accounts = roots
      .filter(({ kind }) => kind === 'service-account')
      .map((node) => this.#account(node));
    const lines = [
      ...branches.flatMap((branch) => [...this.#lines(branch, '', '', ''), '']),
      ...accounts.flatMap((branch) => this.#lines(branch, '', '', '')),
      ...(accounts.length > 0 ? [''] : []),
      ...this.#end(),
    ];
    return `${lines.join('\n')}\n`;
  }

  #source(node: FlowNode): Branch {
    this.#shown.add(node.id);
    const ingress = this.#edges(this.#into, node.id, 'backend').map(({ from }) =>
      this.#plainName(this.#node(from)),
    );
    for (const { from } of this.#edges(this.#into, node.id, 'backend')) this.#shown.add(from);
    const events = this.#parts(node).map((event) =>
      this.#branch(event, this.#edges(this.#out, event.id, 'publishes')),
    );
    // One that is not there has no events, but somebody waits for them.
    const missing = this.#edges(this.#out, node.id, 'publishes').map((edge) => this.#follow(edge));
    return {
      text: this.#name(node),
      more: [
        ...this.#about(node),
        ...ingress.map((name) => ({ text: `behind ${name}` })),
        ...this.#runsAs(node),
      ],
      branches: [...events, ...missing],
    };
  }

  /** A node, and where edges lead from it. */
  #branch(node: FlowNode, edges: readonly FlowEdge[]): Branch {
    this.#shown.add(node.id);
    return {
      text: this.#name(node),
      more: this.#about(node),
      branches: edges.map((edge) => this.#follow(edge)),
    };
  }

  #follow(edge: FlowEdge): Branch {
    const node = this.#node(edge.to);
    const branch = this.#to(node);
    // Why nothing is there says that nothing is there.
    const more = edge.broken === undefined ? branch.more : branch.more.filter(({ text }) => text !== ABSENT);
    return { ...branch, more: [...this.#says(edge), ...more] };
  }

  #to(node: FlowNode): Branch {
    if (node.kind !== 'subject' && this.#shown.has(node.id))
      return { text: `${this.#name(node)} ${this.#pen.paint.dim('(above)')}`, more: [], branches: [] };
    switch (node.kind) {
      case 'subject':
        return this.#subject(node);
      case 'dependency':
        return this.#dependency(node);
      case 'condition':
        return this.#branch(node, this.#edges(this.#out, node.id, 'decides'));
      case 'trigger':
        return this.#trigger(node);
      default:
        return this.#other(node);
    }
  }

  #subject(node: FlowNode): Branch {
    this.#shown.add(node.id);
    const bus = this.#node(node.parent ?? '');
    return {
      text: `${this.#name(bus)} ${this.#pen.paint.dim(this.#pen.symbols.dot)} ${oneLine(node.title)}`,
      more: this.#about({ ...bus, lines: [] }),
      branches: this.#edges(this.#out, node.id, 'delivers').map((edge) => this.#follow(edge)),
    };
  }

  #dependency(node: FlowNode): Branch {
    this.#shown.add(node.id);
    const sensor = this.#node(node.parent ?? '');
    const first = !this.#shown.has(sensor.id);
    this.#shown.add(sensor.id);
    return {
      text: `${this.#name(sensor)} ${this.#pen.paint.dim(this.#pen.symbols.dot)} ${this.#name(node)}`,
      more: [...this.#about(node), ...(first ? [...this.#about(sensor), ...this.#runsAs(sensor)] : [])],
      branches: this.#edges(this.#out, node.id, 'waits-for').map((edge) => this.#follow(edge)),
    };
  }

  #trigger(node: FlowNode): Branch {
    this.#shown.add(node.id);
    const edges = [
      ...this.#edges(this.#out, node.id, 'acts'),
      ...this.#edges(this.#out, node.id, 'dead-letter'),
    ];
    return {
      text: this.#name(node),
      more: this.#about(node),
      branches: edges.map((edge) => this.#follow(edge)),
    };
  }

  /** A Workflow with its steps, or anything else that stands alone. */
  #other(node: FlowNode): Branch {
    this.#shown.add(node.id);
    const after = this.#edges(this.#into, node.id, 'then').map(({ from, labels }) =>
      oneLine([this.#node(from).title, ...labels.map((label) => `(${label})`)].join(' ')),
    );
    const templates = this.#edges(this.#out, node.id, 'template').map((edge) => this.#follow(edge));
    const backends = this.#edges(this.#out, node.id, 'backend').map((edge) => this.#follow(edge));
    return {
      text: this.#name(node),
      more: [
        ...this.#about(node),
        ...(after.length === 0 ? [] : [{ text: `after ${after.join(', ')}` }]),
        ...this.#runsAs(node),
      ],
      branches: [...this.#parts(node).map((part) => this.#other(part)), ...templates, ...backends],
    };
  }

  #account(node: FlowNode): Branch {
    const { paint, symbols } = this.#pen;
    const users = this.#edges(this.#into, node.id, 'runs-as').map(({ from }) =>
      this.#plainName(this.#node(from)),
    );
    const lines = [
      ...(users.length === 0 ? [] : [{ text: `for ${users.join(', ')}` }]),
      ...node.lacks.map((text) => ({ sign: paint.red(symbols.stopped), text, paint: paint.red })),
      ...node.grants.map(({ text, through, needed }) => ({
        sign: needed ? paint.green(symbols.passed) : paint.dim(symbols.skipped),
        text: `${text}  ${through}${needed ? '' : ', not needed'}`,
      })),
    ];
    return { text: this.#name(node), more: [...this.#about(node), ...lines], branches: [] };
  }

  #end(): readonly string[] {
    const { paint } = this.#pen;
    const broken = brokenLinks(this.#graph);
    const width = this.#pen.columns === undefined ? undefined : this.#pen.columns - 1;
    const changed = (change: string) => this.#graph.nodes.filter((node) => node.change === change).length;
    const since =
      this.#graph.base === undefined
        ? []
        : [
            `since ${oneLine(this.#graph.base)}: ${changed('added')} added, ${changed('changed')} changed, ${changed('removed')} removed`,
          ];
    if (this.#graph.nodes.length === 0) return [...since, 'there is no flow in these files'];
    if (broken.length === 0) return [...since, paint.green('no broken link')];
    return [
      ...since,
      paint.red(`${broken.length} broken link${broken.length === 1 ? '' : 's'}`),
      ...broken.flatMap(({ from, message, at, help }) => [
        ...wrap(`${this.#plainName(from)}: ${briefLine(message)}`, width && width - 2).map(
          (line) => `  ${line}`,
        ),
        ...(help === undefined ? [] : wrap(oneLine(help), width && width - 4).map((line) => `    ${line}`)),
        ...(at?.file === undefined ? [] : [`    ${paint.dim(oneLine(formatPlace(at)))}`]),
      ]),
    ];
  }

  #name(node: FlowNode): string {
    const { paint } = this.#pen;
    const where =
      this.#places && node.parent === undefined && node.namespace !== ''
        ? paint.dim(` in ${oneLine(node.namespace)}`)
        : '';
    const sign = node.change === undefined ? '' : `${this.#changed(node.change)} `;
    const title =
      node.presence === 'missing'
        ? paint.red(paint.bold(oneLine(node.title)))
        : paint.bold(oneLine(node.title));
    return `${sign}${oneLine(node.noun)} ${title}${where}`;
  }

  #plainName({ noun, title }: FlowNode): string {
    return oneLine(`${noun} ${title}`);
  }

  #changed(change: NonNullable<FlowNode['change']>): string {
    const { paint } = this.#pen;
    return { added: paint.green('+'), changed: paint.yellow('~'), removed: paint.dim('-') }[change];
  }

  #about(node: FlowNode): readonly Said[] {
    const { paint, symbols } = this.#pen;
    const missing = {
      there: [],
      missing: [{ sign: paint.red(symbols.stopped), text: ABSENT, paint: paint.red }],
      unchecked: [{ sign: paint.yellow('?'), text: 'not among the files', paint: paint.yellow }],
    };
    return [
      ...node.lines.map((text) => ({ text, paint: paint.dim })),
      ...node.changes.map((text) => ({ sign: paint.yellow('~'), text, paint: paint.yellow })),
      ...missing[node.presence],
    ];
  }

  #runsAs(node: FlowNode): readonly Said[] {
    return this.#edges(this.#out, node.id, 'runs-as').flatMap((edge) => {
      const account = this.#node(edge.to);
      return [{ text: `runs as ${account.title}` }, ...this.#says(edge)];
    });
  }

  #says({ labels, permissions, broken }: FlowEdge): readonly Said[] {
    const { paint, symbols } = this.#pen;
    const signs = {
      granted: paint.green(symbols.passed),
      missing: paint.red(symbols.stopped),
      unchecked: paint.yellow('?'),
      conditional: paint.yellow('?'),
    };
    // What is not allowed says why itself.
    const denied = permissions.some(({ state }) => state === 'missing') && broken?.startsWith('may not ');
    return [
      // "create" and "may create workflows" need not both be said.
      ...labels
        .filter((label) => !permissions.some(({ text }) => text.startsWith(label)))
        .map((text) => ({ text, paint: paint.cyan })),
      ...permissions.map(({ text, state, because }) => {
        const verb = state === 'missing' ? 'may not' : 'may';
        const why = because === '' ? '' : state === 'missing' ? `: ${because}` : `  ${because}`;
        return { sign: signs[state], text: `${verb} ${text}${why}` };
      }),
      ...(broken === undefined || denied
        ? []
        : [{ sign: signs.missing, text: briefLine(broken), paint: paint.red }]),
    ];
  }

  #parts({ id }: FlowNode): readonly FlowNode[] {
    return this.#children.get(id) ?? [];
  }

  #edges(
    edges: ReadonlyMap<string, readonly FlowEdge[]>,
    id: string,
    kind: FlowEdge['kind'],
  ): readonly FlowEdge[] {
    return (edges.get(id) ?? []).filter((edge) => edge.kind === kind);
  }

  #node(id: string): FlowNode {
    const node = this.#nodes.get(id);
    if (node === undefined) throw new Error(`an edge leads to "${id}", which is no node`);
    return node;
  }

  /** Does something lead to it that is shown by itself? */
  #isLed(id: string): boolean {
    return this.#edges(this.#into, id, 'template').some(
      ({ from }) => from !== id && !from.startsWith(`${id}/`),
    );
  }

  #lines({ text, more, branches }: Branch, first: string, rest: string, below: string): readonly string[] {
    const { symbols, columns, paint } = this.#pen;
    const bar = branches.length > 0 ? `${symbols.pipe} ` : '  ';
    const before = paint.dim(`${rest}${bar}  `);
    const room = columns === undefined ? undefined : columns - rest.length - bar.length - 3;
    // The names that a line holds are broken nowhere but between them.
    const between = ` ${paint.dim(symbols.dot)} `;
    const isWhole = columns === undefined || textWidth(stripVTControlCharacters(`${first}${text}`)) < columns;
    const [head = '', ...tail] = isWhole ? [text] : text.split(between);
    const lines = [
      `${paint.dim(first)}${head}`,
      ...tail.map((name) => `${before}${paint.dim(symbols.dot)} ${name}`),
      ...more.flatMap(({ sign, text: said, paint: colour = (part) => part }) =>
        wrap(oneLine(said), room === undefined || sign === undefined ? room : room - 2).map((part, index) => {
          const start = sign === undefined ? '' : index === 0 ? `${sign} ` : '  ';
          return `${before}${start}${colour(part)}`;
        }),
      ),
    ];
    for (const [index, branch] of branches.entries()) {
      const last = index === branches.length - 1;
      lines.push(
        ...this.#lines(
          branch,
          `${below}${last ? symbols.last : symbols.branch} `,
          `${below}${last ? '  ' : `${symbols.pipe} `} `,
          `${below}${last ? '   ' : `${symbols.pipe}  `}`,
        ),
      );
    }
    return lines;
  }
}

/** What is started by itself, or by what is not among the files. */
const OTHERS: ReadonlySet<FlowNode['kind']> = new Set([
  'ingress',
  'event-binding',
  'workflow',
  'object',
  'target',
]);

/** What is said of what is not there. */
const ABSENT = 'not there';

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
