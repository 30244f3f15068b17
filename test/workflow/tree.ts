import type { Diagnostic } from '../../src/diagnostic.ts';
import type { WorkflowNode, WorkflowRun } from '../../src/workflow/run.ts';

/** A run as a text that a person can check against the manifest. */
export function renderRun(run: WorkflowRun): string {
  const lines = [`${run.phase} ${run.name}${run.message === undefined ? '' : ` (${run.message})`}`];
  if (run.truncated === true) lines.push('truncated');
  for (const [name, value] of Object.entries(run.parameters)) lines.push(`parameter ${name} = ${value}`);
  for (const problem of run.problems) lines.push(renderProblem(problem));
  if (run.root !== undefined) lines.push(...renderNode(run.root, ''));
  if (run.onExit !== undefined) lines.push('on exit:', ...renderNode(run.onExit, ''));
  return `${lines.join('\n')}\n`;
}

function renderProblem({ rule, severity, message, at, help }: Diagnostic): string {
  const place = at.range === undefined ? '' : ` at ${at.range.start.line}:${at.range.start.column}`;
  return `${severity} ${rule}${place}: ${message}${help === undefined ? '' : `\n  help: ${help}`}`;
}

function renderNode(node: WorkflowNode, indent: string): string[] {
  const template = node.template === undefined ? '' : ` <${node.template}>`;
  const message = node.message === undefined ? '' : ` (${node.message})`;
  const lines = [`${indent}${node.phase} ${node.type} ${node.displayName}${template}${message}`];
  const below = `${indent}  `;
  const add = (label: string, value: unknown) => lines.push(`${below}${label} ${JSON.stringify(value)}`);
  if (node.inputs !== undefined) add('inputs', node.inputs);
  if (node.outputs !== undefined) add('outputs', node.outputs);
  const words = [...(node.command ?? []), ...(node.args ?? [])];
  if (node.image !== undefined || words.length > 0) add(node.image ?? '-', words);
  if (node.body !== undefined) add('body', node.body);
  if (node.unknown !== undefined) lines.push(`${below}unknown ${node.unknown.join(', ')}`);
  for (const note of node.notes ?? []) lines.push(`${below}note ${note}`);
  for (const child of node.children) lines.push(...renderNode(child, below));
  return lines;
}
