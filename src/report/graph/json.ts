import { type Diagnostic, formatPath, type Place } from '../../diagnostic.ts';
import { brokenLinks, type FlowGraph } from '../../graph/flow-graph.ts';

/** The whole graph for programs; schemas/graph.v1.schema.json describes it. */
export function renderGraphJson(graph: FlowGraph): string {
  const data = {
    version: 1,
    ...(graph.base !== undefined && { base: graph.base }),
    nodes: graph.nodes.map(({ content: _, at, findings, parent, change, ...node }) => ({
      ...node,
      ...(parent !== undefined && { parent }),
      ...(change !== undefined && { change }),
      ...(at !== undefined && { at: placeOf(at) }),
      findings: findings.map(findingOf),
    })),
    edges: graph.edges.map(({ broken, change, findings, ...edge }) => ({
      ...edge,
      ...(broken !== undefined && { broken }),
      ...(change !== undefined && { change }),
      findings: findings.map(findingOf),
    })),
    broken: brokenLinks(graph).map(({ from, to, at, rule, help, message }) => ({
      message,
      from: from.id,
      to: to.id,
      ...(rule !== undefined && { rule }),
      ...(help !== undefined && { help }),
      ...(at !== undefined && { at: placeOf(at) }),
    })),
  };
  return `${JSON.stringify(data, undefined, 2)}\n`;
}

function findingOf({ rule, severity, message, help, at }: Diagnostic) {
  return { rule, severity, message, ...(help !== undefined && { help }), at: placeOf(at) };
}

function placeOf({ file, range, resource, path }: Place) {
  return {
    ...(file !== undefined && { file }),
    ...(range !== undefined && { line: range.start.line, column: range.start.column }),
    ...(resource !== undefined && { resource }),
    ...(path !== undefined && { path: formatPath(path) }),
  };
}
