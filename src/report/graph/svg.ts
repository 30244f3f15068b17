import { worst } from '../../diagnostic.ts';
import { brokenLinks, type FlowGraph, type FlowNode } from '../../graph/flow-graph.ts';
import { oneLine } from '../text-width.ts';
import { type Card, hasIcon, hasSign, ICON, paddingOf, SIGN } from './card.ts';
import { ICONS, SIGNS } from './icons.ts';
import type { Box, Line } from './layout/drawing.ts';
import { n } from './layout/path.ts';
import { pictureOf } from './picture.ts';
import { familyOf, STYLE } from './theme.ts';
import { titleOf, tooltipOf } from './words.ts';

/** A picture that stands alone: no script, no font, nothing from elsewhere; light or dark as its reader is. */
export function renderSvg(graph: FlowGraph): string {
  return `${svgOf(graph, { alone: true })}\n`;
}

/**
 * @param alone A file of its own. Inside of a page it has no background of its own, and whatever can be chosen can be
 *   reached with the keyboard.
 */
export function svgOf(graph: FlowGraph, { alone }: { readonly alone: boolean }): string {
  const picture = pictureOf(graph);
  const legend = legendOf(graph);
  const { width } = picture;
  const height = picture.height + (legend === '' ? 0 : 26);
  const numbers = new Map(graph.nodes.map(({ id }, index) => [id, index]));
  // What holds others comes first, then edges, then what is held; the first words say all that the eye sees.
  const [holders, others] = [
    picture.boxes.filter(({ isGroup }) => isGroup),
    picture.boxes.filter(({ isGroup }) => !isGroup),
  ];
  holders.sort((a, b) => a.depth - b.depth);
  const box = (one: Box) => boxOf(one, numbers.get(one.node.id) ?? 0, alone);
  const edges = new Map(graph.edges.map(({ id }, index) => [id, index]));
  const line = (one: Line) => lineOf(one, edges.get(one.edge.id) ?? 0, numbers);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="flow" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="flow-title flow-text">`,
    `<title id="flow-title">${escaped(headline(graph))}</title>`,
    `<desc id="flow-text">${escaped(description(graph))}</desc>`,
    `<style>${STYLE}</style>`,
    `<defs>${TIPS}<pattern id="grid" width="22" height="22" patternUnits="userSpaceOnUse"><circle class="grid" cx="2" cy="2" r="1"/></pattern></defs>`,
    ...(alone
      ? [
          `<rect class="paper" width="${width}" height="${height}" rx="12"/>`,
          `<rect fill="url(#grid)" width="${width}" height="${height}" rx="12"/>`,
        ]
      : []),
    ...holders.map(box),
    ...picture.lines.map(line),
    ...others.map(box),
    ...picture.lines.map((one) => labelOf(one, edges.get(one.edge.id) ?? 0)),
    legend === '' ? '' : `<g transform="translate(24 ${height - 22})">${legend}</g>`,
    '</svg>',
  ]
    .filter((part) => part !== '')
    .join('\n');
}

const TIPS = ['', ' bad', ' new', ' old']
  .map(
    (kind) =>
      `<marker id="tip${kind.trim()}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path class="tip${kind}" d="M0 .5 8 4 0 7.5z"/></marker>`,
  )
  .join('');

function boxOf(
  { node, card, x, y, width, height, depth, isGroup }: Box,
  number: number,
  alone: boolean,
): string {
  const heaviest = worst(node.findings);
  const classes = [
    'node',
    familyOf(node.kind),
    ...(node.parent === undefined ? ['top'] : []),
    ...(isGroup ? ['group'] : []),
    ...(node.presence === 'there' ? [] : [node.presence]),
    ...(heaviest === 'error' || node.lacks.length > 0
      ? ['faulty']
      : heaviest === 'warning'
        ? ['doubtful']
        : []),
    ...(node.change === undefined ? [] : [node.change]),
  ];
  const radius =
    node.kind === 'condition' || node.kind === 'subject' ? Math.min(height / 2, 13) : depth === 0 ? 12 : 9;
  const reach = alone ? '' : ` tabindex="0" role="button" aria-label="${escaped(titleOf(node))}"`;
  return [
    `<g class="${classes.join(' ')}" data-node="${number}" transform="translate(${n(x)} ${n(y)})"${reach}>`,
    `<title>${escaped(tooltipOf(node))}</title>`,
    `<rect class="box" width="${n(width)}" height="${n(height)}" rx="${n(radius)}"/>`,
    hasIcon(node)
      ? `<rect class="tint" x="11" y="10" width="24" height="24" rx="7"/><path class="icon" transform="translate(15 14)" d="${ICONS[node.kind]}"/>`
      : '',
    textOf(card, paddingOf(false), hasIcon(node) ? ICON : 0),
    badgeOf(node, width),
    '</g>',
  ].join('');
}

function textOf({ lines }: Card, left: number, icon: number): string {
  return lines
    .map(({ text, role, y }) => {
      const isHead = role === 'noun' || role === 'title';
      const x = left + (isHead ? icon : 0);
      const sign = hasSign(role)
        ? `<path class="mark ${role}" transform="translate(${x} ${n(y - 8.5)})" d="${SIGNS[role as keyof typeof SIGNS]}"/>`
        : '';
      const look = isHead ? role : role === 'line' ? 'line' : `line ${role}`;
      return `${sign}<text class="${look}" x="${x + (sign === '' ? 0 : SIGN)}" y="${n(y)}" xml:space="preserve">${escaped(text)}</text>`;
    })
    .join('');
}

/** A round sign at the corner: what is wrong, else what changed. */
function badgeOf(node: FlowNode, width: number): string {
  const at = `transform="translate(${n(width - 3)} 3)"`;
  const heaviest = worst(node.findings);
  if (heaviest === 'error' || node.lacks.length > 0 || node.presence === 'missing')
    return `<g ${at}><circle class="badge bad" r="9"/><path class="cross" d="M0-4v4.5M0 3.7v.1"/></g>`;
  if (node.change !== undefined) {
    const signs = { added: 'M-4 0h8M0-4v8', removed: 'M-4 0h8', changed: 'M-4 1q2-4 4-1t4-1' } as const;
    return `<g ${at}><circle class="badge ${node.change}" r="9"/><path class="cross" d="${signs[node.change]}"/></g>`;
  }
  if (heaviest === 'warning')
    return `<g ${at}><circle class="badge warn" r="7"/><path class="cross" d="M0-3v3M0 3v.1"/></g>`;
  return '';
}

function lineOf({ edge, path }: Line, number: number, numbers: ReadonlyMap<string, number>): string {
  const tip =
    edge.broken !== undefined && edge.change !== 'removed'
      ? 'bad'
      : edge.change === 'added'
        ? 'new'
        : edge.change === 'removed'
          ? 'old'
          : '';
  const ends = `data-from="${numbers.get(edge.from)}" data-to="${numbers.get(edge.to)}"`;
  return `<g class="${edgeClass(edge)}" data-edge="${number}" ${ends}><path class="path" marker-end="url(#tip${tip})" d="${path}"/></g>`;
}

function edgeClass({ kind, broken, change }: Line['edge']): string {
  return [
    'edge',
    ...(kind === 'runs-as' || kind === 'template' ? ['thin'] : []),
    ...(broken === undefined || change === 'removed' ? [] : ['broken']),
    ...(change === undefined ? [] : [change]),
  ].join(' ');
}

function labelOf({ edge, label }: Line, number: number): string {
  if (label === undefined) return '';
  const { x, y, card } = label;
  const title = [
    edge.broken ?? '',
    ...edge.labels,
    ...edge.permissions.map(({ text, because }) => `${text} (${because})`),
  ];
  return [
    `<g class="${edgeClass(edge)} said" data-edge="${number}" transform="translate(${n(x)} ${n(y)})">`,
    `<title>${escaped(title.filter((line) => line !== '').join('\n'))}</title>`,
    `<rect class="label" width="${card.width}" height="${card.height}" rx="9"/>`,
    textOf(card, paddingOf(true), 0),
    '</g>',
  ].join('');
}

/** What the colours mean, where they mean something. */
function legendOf(graph: FlowGraph): string {
  if (graph.base === undefined) return '';
  const entries = (['added', 'changed', 'removed'] as const).map((change, index) => {
    const count = graph.nodes.filter((node) => node.change === change).length;
    return `<g transform="translate(${index * 96} 0)"><circle class="badge ${change}" cx="6" cy="6" r="7"/><text class="legend" x="18" y="10">${count} ${change}</text></g>`;
  });
  const since = `<text class="legend" x="290" y="10">since ${escaped(oneLine(graph.base))}</text>`;
  return [...entries, since].join('');
}

export function headline(graph: FlowGraph): string {
  const count = (kind: FlowNode['kind']) => graph.nodes.filter((node) => node.kind === kind).length;
  const broken = brokenLinks(graph).length;
  const parts = [
    [count('event'), 'event'],
    [count('sensor'), 'sensor'],
    [count('trigger'), 'trigger'],
  ] as const;
  const words = parts.map(([many, noun]) => `${many} ${noun}${many === 1 ? '' : 's'}`);
  return `${words.join(', ')}; ${broken === 0 ? 'no broken link' : `${broken} broken link${broken === 1 ? '' : 's'}`}`;
}

/** For those who hear the picture. */
function description(graph: FlowGraph): string {
  const names = new Map(graph.nodes.map((node) => [node.id, titleOf(node)]));
  const said = graph.edges
    .filter(({ kind }) => kind !== 'then')
    .slice(0, 60)
    .map(
      ({ from, to, kind, broken }) =>
        `${names.get(from)} ${WORDS[kind] ?? kind} ${names.get(to)}${broken === undefined ? '' : ` (broken: ${broken})`}`,
    );
  return oneLine(said.join('. '));
}

const WORDS: Readonly<Record<string, string>> = {
  backend: 'leads to',
  publishes: 'publishes',
  delivers: 'is delivered to',
  'waits-for': 'is waited for by',
  decides: 'decides about',
  'dead-letter': 'falls back to',
  acts: 'acts on',
  template: 'uses',
  'runs-as': 'runs as',
};

/** For text and for attributes; characters that no XML may hold are already visible ones. */
export function escaped(text: string): string {
  return text
    .replace(
      /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]|[\ufffe\uffff]/g,
      '\ufffd',
    )
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
