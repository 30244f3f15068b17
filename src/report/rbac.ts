import { formatPath } from '../diagnostic.ts';
import type { Audit, Gap } from '../rbac/audit.ts';
import type { Explained } from '../rbac/explain.ts';
import type { SmallRule } from '../rbac/generate.ts';
import type { Cause, Need, Undecided } from '../rbac/need.ts';
import { editedText } from '../rbac/patch.ts';
import { combinedResource, type ResourceRequest } from '../rbac/request.ts';
import { renderDiff } from './lint/diff.ts';
import { createPen, type Style } from './pen.ts';
import { wrap } from './text-width.ts';
import { renderYaml } from './yaml.ts';

export const RBAC_FORMATS = ['text', 'json', 'yaml', 'markdown'] as const;
export type RbacFormat = (typeof RBAC_FORMATS)[number];

/** A line of a report on permissions. */
interface Row {
  readonly account: string;
  readonly verb: string;
  /** What the verb is done to, and where: `workflows.argoproj.io in namespace ci`. */
  readonly object: string;
  readonly text: string;
  /** Where it is asked for. */
  readonly where: string;
  /** Where something is to be changed. */
  readonly change?: string | undefined;
}

/** Who needs what, and why. */
export function renderRequired(
  { needs: { needs, undecided } }: Audit,
  format: RbacFormat,
  style: Style,
): string {
  if (format === 'json' || format === 'yaml') {
    return plain({ needs: needs.map(needData), undecided: undecided.map(undecidedData) }, format);
  }
  const rows = needs.map((need) => ({
    ...rowOf(need),
    text: need.when === undefined ? need.reason : `${need.reason}, ${need.when} only`,
  }));
  const rest = undecided.map(({ reason, cause }) => `not known: ${reason} (${whereOf(cause)})`);
  return rendered(rows, rest, 'no permission is needed', format, style);
}

/** What is missing, and why. As JSON, schemas/rbac-check.v1.schema.json describes it. */
export function renderCheck(audit: Audit, format: RbacFormat, style: Style): string {
  const { gaps, unchecked, homeless, needs } = audit;
  if (format === 'json' || format === 'yaml') {
    return plain(
      {
        missing: gaps.map(({ need, why }) => ({
          ...needData(need),
          why: why.kind,
          explanation: why.message,
          ...(why.at && { change: whereOf(why.at) }),
        })),
        accounts: homeless.map(({ account, cause }) => ({ ...account, at: whereOf(cause) })),
        unchecked: unchecked.map(({ need, reason }) => ({ ...needData(need), because: reason })),
        undecided: needs.undecided.map(undecidedData),
      },
      format,
    );
  }
  const rows = [
    ...homeless.map(({ account, cause }) => ({
      account: `${account.namespace}/${account.name}`,
      verb: '',
      object: '',
      text: 'there is no such service account among the files',
      where: whereOf(cause),
    })),
    ...gaps.map(({ need, why }) => ({
      ...rowOf(need),
      text: `${need.reason}, but ${why.message}`,
      change: why.at && whereOf(why.at),
    })),
  ];
  const reasons = new Map<string, number>();
  for (const { reason } of unchecked) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  const rest = [
    ...needs.undecided.map(({ reason, cause }) => `not known: ${reason} (${whereOf(cause)})`),
    ...[...reasons].map(([reason, count]) => `${count} not checked: ${reason}`),
    ...(unchecked.length === 0 ? [] : ['--complete says that there is nothing else: it makes them missing']),
    checkSummary(audit),
  ];
  return rendered(rows, rest, '', format, style);
}

/** `3 needed, 3 allowed, 0 missing, 0 not checked` */
export function checkSummary({ gaps, unchecked, needs }: Audit): string {
  const asked = needs.needs.filter(({ when }) => when === undefined).length;
  const allowed = asked - gaps.length - unchecked.length;
  return `${asked} needed, ${allowed} allowed, ${gaps.length} missing, ${unchecked.length} not checked`;
}

/** A line for each thing that is missing. */
export function checkTexts({ gaps, homeless }: Audit): readonly string[] {
  return [
    ...homeless.map(
      ({ account: { namespace, name } }) =>
        `there is no service account ${namespace}/${name} among the files`,
    ),
    ...gaps.map(({ need, why }) => {
      const { account, verb, object } = rowOf(need);
      return `${account}: ${verb} ${object}: ${need.reason}, but ${why.message}`;
    }),
  ];
}

/** What each refusal means, and what to change in which of the texts. */
export function renderExplained(
  explained: readonly Explained[],
  texts: ReadonlyMap<string, string>,
  format: RbacFormat,
  style: Style,
): string {
  if (format === 'json' || format === 'yaml') {
    const data = explained.map((one) => {
      const { refusal, need, why, at, rule, danger } = one;
      const patch = patchOf(one, texts, PLAIN);
      return {
        refusal,
        ...(need && { need: needData(need) }),
        why,
        ...(at && { change: whereOf(at) }),
        ...(rule && { rule }),
        ...(danger !== undefined && { danger }),
        ...(patch !== '' && { patch }),
      };
    });
    return plain({ refusals: data }, format);
  }
  const parts = explained.map((one) =>
    format === 'markdown' ? explainedMarkdown(one, texts) : explainedText(one, texts, style),
  );
  return parts.join('\n');
}

function explainedText(one: Explained, texts: ReadonlyMap<string, string>, style: Style): string {
  const { refusal, rule } = one;
  const { paint } = createPen(style);
  const width = style.columns === undefined ? undefined : style.columns - 1;
  const lines = wrap(titleOf(refusal), width).map((line) => paint.bold(line));
  for (const [label, text] of detailsOf(one)) {
    const inner = width === undefined ? undefined : width - INDENT;
    for (const [index, line] of wrap(text, inner).entries())
      lines.push(`  ${(index === 0 ? label : '').padEnd(INDENT - 2)}${line}`);
  }
  const patch = patchOf(one, texts, style);
  if (patch !== '') return `${[...lines, '', patch].join('\n')}`;
  if (rule !== undefined) lines.push('  the rule', ...ruleLines(rule).map((line) => `    ${line}`));
  return `${lines.join('\n')}\n`;
}

const PLAIN: Style = { color: false, columns: undefined, unicode: false };

/** The width of the labels of an explanation, with what stands around them. */
const INDENT = 12;

function explainedMarkdown(one: Explained, texts: ReadonlyMap<string, string>): string {
  const lines = [
    `### ${titleOf(one.refusal)}`,
    '',
    ...detailsOf(one).map(([label, text]) => `- ${label}: ${text}`),
  ];
  const patch = patchOf(one, texts, PLAIN);
  if (patch !== '') lines.push('', '```diff', patch.trimEnd(), '```');
  else if (one.rule !== undefined) lines.push('', '```yaml', ...ruleLines(one.rule), '```');
  return `${lines.join('\n')}\n`;
}

function detailsOf({ need, why, at, danger }: Explained): readonly (readonly [string, string])[] {
  return [
    ...(need === undefined ? [] : [['asked by', `${need.reason} (${whereOf(need.cause)})`] as const]),
    ['because', why],
    ...(at === undefined
      ? []
      : [['change', `${at.resource.kind} "${at.resource.displayName}" (${whereOf(at)})`] as const]),
    ...(danger === undefined ? [] : [['mind', danger] as const]),
  ];
}

function patchOf({ change }: Explained, texts: ReadonlyMap<string, string>, style: Style): string {
  const edited = change && editedText(texts, change.resource, change.edits);
  if (edited === undefined) return '';
  return renderDiff([{ ...edited, before: texts.get(edited.file) ?? '' }], style);
}

function ruleLines({ apiGroups, resources, resourceNames, verbs }: SmallRule): readonly string[] {
  const list = (all: readonly string[]) => `[${all.map((one) => (one === '' ? '""' : one)).join(', ')}]`;
  return [
    `- apiGroups: ${list(apiGroups)}`,
    `  resources: ${list(resources)}`,
    ...(resourceNames === undefined ? [] : [`  resourceNames: ${list(resourceNames)}`]),
    `  verbs: ${list(verbs)}`,
  ];
}

/** What a patch cannot grant, because no file holds what it could be written to. */
export function renderLeft(left: readonly Gap[], style: Style): string {
  const width = style.columns === undefined ? undefined : style.columns - 1;
  const lines = left.map(
    ({ need, why }) =>
      `still missing: ${requestText(need.request)} for ${need.account.namespace}/${need.account.name}: ${why.message}`,
  );
  const end = 'argoflow rbac generate prints the objects for it';
  return `${[...lines, end].flatMap((line) => wrap(line, width)).join('\n')}\n`;
}

/** Objects to apply: as one YAML stream, or as a List in JSON. */
export function renderObjects(objects: readonly object[], format: RbacFormat): string {
  if (format === 'json') return plain({ apiVersion: 'v1', kind: 'List', items: objects }, format);
  const yaml = objects.map(renderYaml).join('---\n');
  return format === 'markdown' ? `\`\`\`yaml\n${yaml}\`\`\`\n` : yaml;
}

function titleOf(refusal: Explained['refusal']): string {
  switch (refusal.kind) {
    case 'denied':
      return `"${refusal.user}" may not ${requestText(refusal.request)}`;
    case 'no-account':
      return `no pod can run as "${refusal.account.name}" in namespace "${refusal.account.namespace}"`;
    case 'cluster-template':
      return `"argo" may not read the cluster template "${refusal.template}"`;
  }
}

function rendered(
  all: readonly Row[],
  rest: readonly string[],
  nothing: string,
  format: 'text' | 'markdown',
  style: Style,
): string {
  const rows = joined(all);
  const end = rows.length === 0 && nothing !== '' ? [nothing, ...rest] : rest;
  if (format === 'markdown') {
    const cell = (text: string) => text.replaceAll('|', '\\|');
    const lines = rows.map(({ account, verb, object, text, where, change }) => {
      const places = change === undefined ? where : `${where}, change ${change}`;
      return `| ${[account, `${verb} ${object}`.trim(), text, places].map(cell).join(' | ')} |`;
    });
    const table =
      rows.length === 0
        ? []
        : ['| account | needs | why | where |', '| --- | --- | --- | --- |', ...lines, ''];
    return `${[...table, ...(table.length === 0 ? end : end.map((line) => `- ${line}`))].join('\n')}\n`;
  }
  const { paint } = createPen(style);
  const width = style.columns === undefined ? undefined : style.columns - 1;
  const within = (text: string, indent: number) =>
    wrap(text, width === undefined ? undefined : width - indent).map(
      (line) => `${' '.repeat(indent)}${line}`,
    );
  const lines: string[] = [];
  let last: string | undefined;
  for (const { account, verb, object, text, where, change } of rows) {
    if (account !== last) lines.push(...(last === undefined ? [] : ['']), paint.bold(account));
    last = account;
    if (verb !== '') lines.push(...within(`${verb} ${object}`, 2));
    lines.push(...within(text, 4), `    ${paint.dim(where)}`);
    if (change !== undefined) lines.push(`    ${paint.dim(`change ${change}`)}`);
  }
  if (lines.length > 0 && end.length > 0) lines.push('');
  return `${[...lines, ...end.flatMap((line) => within(line, 0))].join('\n')}\n`;
}

/** Rows that differ in the verb only are one; those of one account stand together. */
function joined(rows: readonly Row[]): readonly Row[] {
  const found = new Map<string, Row>();
  for (const row of rows) {
    const key = JSON.stringify({ ...row, verb: undefined });
    const same = found.get(key);
    found.set(key, same === undefined ? row : { ...same, verb: `${same.verb}, ${row.verb}` });
  }
  const accounts = [...new Set(rows.map(({ account }) => account))];
  return accounts.flatMap((account) => [...found.values()].filter((row) => row.account === account));
}

function rowOf(need: Need): Row {
  const { account, request, reason, cause } = need;
  return {
    account: `${account.namespace}/${account.name}`,
    verb: request.verb,
    object: objectText(request),
    text: reason,
    where: whereOf(cause),
  };
}

function requestText(request: ResourceRequest): string {
  return `${request.verb} ${objectText(request)}`;
}

function objectText(request: ResourceRequest): string {
  const { group, name, namespace } = request;
  const resource = `${combinedResource(request)}${group === '' ? '' : `.${group}`}`;
  const where = namespace === '' ? 'for the cluster' : `in namespace ${namespace}`;
  return `${resource}${name === '' ? '' : ` "${name}"`} ${where}`;
}

function whereOf({ resource, path }: Cause): string {
  const { file, range } = resource.at(path);
  const object = `${resource.kind} ${resource.displayName}`;
  if (file === undefined || range === undefined) return `${object}, ${formatPath(path)}`;
  return `${file}:${range.start.line}:${range.start.column}`;
}

function needData({ account, part, request, reason, cause, when }: Need) {
  const { resource, path } = cause;
  return {
    account,
    part,
    ...request,
    reason,
    ...(when !== undefined && { when }),
    cause: { kind: resource.kind, name: resource.displayName, path: formatPath(path), at: whereOf(cause) },
  };
}

function undecidedData({ account, reason, cause }: Undecided) {
  return { ...(account && { account }), reason, at: whereOf(cause) };
}

function plain(data: object, format: 'json' | 'yaml'): string {
  // The data are trees of plain values.
  return format === 'yaml' ? renderYaml(data) : `${JSON.stringify(data, undefined, 2)}\n`;
}
