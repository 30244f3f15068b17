import { brokenLinks, type FlowGraph, type FlowNode } from '../../graph/flow-graph.ts';
import { formatPlace } from '../place.ts';
import { oneLine } from '../text-width.ts';
import { PAGE_SCRIPT } from './page-script.ts';
import { PAGE_STYLE } from './page-style.ts';
import { escaped, headline, svgOf } from './svg.ts';
import { tooltipOf } from './words.ts';

/** A page that holds all it needs, and may ask for nothing: its own policy forbids it. */
export function renderHtml(graph: FlowGraph): string {
  const broken = brokenLinks(graph).length;
  const state =
    broken === 0
      ? '<span class="pill good">no broken link</span>'
      : `<button class="pill bad" id="broken" type="button">${broken} broken link${broken === 1 ? '' : 's'}</button>`;
  const since =
    graph.base === undefined ? '' : `<span class="pill">since ${escaped(oneLine(graph.base))}</span>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(headline(graph))}</title>
<style>${PAGE_STYLE}</style>
</head>
<body class="flow">
<header>
<h1>The flow</h1>${state}${since}
<span class="grow"></span>
<input id="search" type="search" placeholder="Search  ( / )" aria-label="Search the flow" autocomplete="off" spellcheck="false">
<button id="out" type="button" aria-label="Zoom out" title="Zoom out ( - )">−</button><button id="in" type="button" aria-label="Zoom in" title="Zoom in ( + )">+</button><button id="fit" type="button" aria-label="Show all" title="Show all ( 0 )">⤢</button>
</header>
<main>
<div id="stage">
${svgOf(graph, { alone: false })}
</div>
<aside id="panel" aria-live="polite" hidden></aside>
</main>
<script type="application/json" id="data">${inScript(dataOf(graph))}</script>
<script>${PAGE_SCRIPT}</script>
</body>
</html>
`;
}

/** What the script shows of nodes and edges, which it names by their numbers. */
function dataOf(graph: FlowGraph): object {
  const numbers = new Map(graph.nodes.map(({ id }, index) => [id, index]));
  return {
    nodes: graph.nodes.map((node) => nodeData(node, numbers)),
    edges: graph.edges.map(({ kind, from, to, labels, permissions, broken }) => ({
      kind,
      from: numbers.get(from),
      to: numbers.get(to),
      labels: labels.map(oneLine),
      permissions,
      broken,
    })),
    broken: brokenLinks(graph).map(({ message, help, from, to, at }) => ({
      message,
      help,
      from: numbers.get(from.id),
      to: numbers.get(to.id),
      at: at === undefined ? undefined : formatPlace(at),
    })),
  };
}

function nodeData(node: FlowNode, numbers: ReadonlyMap<string, number>): object {
  const { noun, title, namespace, lines, facts, grants, lacks, presence, changes, findings, parent, at } =
    node;
  return {
    noun,
    title: oneLine(title),
    namespace,
    lines: lines.map(oneLine),
    facts,
    grants,
    lacks,
    presence,
    changes,
    findings: findings.map(({ severity, message, help, rule, at: place }) => ({
      severity,
      message,
      help,
      rule,
      at: formatPlace(place),
    })),
    parent: parent === undefined ? undefined : numbers.get(parent),
    at: at === undefined ? undefined : formatPlace(at),
    words: tooltipOf(node).toLowerCase(),
  };
}

/** JSON inside of a script element: no `<` can end it, and no line separator can break it. */
function inScript(data: object): string {
  return JSON.stringify(data).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
