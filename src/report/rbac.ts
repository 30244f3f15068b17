import { formatPath } from '../diagnostic.ts';
import type { Audit } from '../rbac/audit.ts';
import type { Explained } from '../rbac/explain.ts';
import type { Cause, Need, Undecided } from '../rbac/need.ts';
import { combinedResource, type ResourceRequest } from '../rbac/request.ts';
import { createPen, type Style } from './pen.ts';
import { wrap } from './text-width.ts';
import { renderYaml } from './yaml.ts';

export const RBAC_FORMATS = ['table', 'json', 'yaml', 'markdown'] as const;
export type RbacFormat = (typeof RBAC_FORMATS)[number];

/** A line of a report on permissions. */
interface Row {
  readonly account: string;
  readonly request: string;
  readonly text: string;
  readonly where: string;
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

/** What is missing, and why. */
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
      request: '',
      text: 'there is no such service account among the files',
      where: whereOf(cause),
    })),
    ...gaps.map(({ need, why }) => ({ ...rowOf(need), text: `${need.reason}, but ${why.message}` })),
  ];
  const reasons = new Map<string, number>();
  for (const { reason } of unchecked) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  const asked = needs.needs.filter(({ when }) => when === undefined).length;
  const allowed = asked - gaps.length - unchecked.length;
  const rest = [
    ...needs.undecided.map(({ reason, cause }) => `not known: ${reason} (${whereOf(cause)})`),
    ...[...reasons].map(([reason, count]) => `${count} not checked: ${reason}`),
    `${asked} needed, ${allowed} allowed, ${gaps.length} missing, ${unchecked.length} not checked`,
  ];
  return rendered(rows, rest, '', format, style);
}

/** What each refusal means. */
export function renderExplained(explained: readonly Explained[], format: RbacFormat, style: Style): string {
  if (format === 'json' || format === 'yaml') {
    const data = explained.map(({ refusal, need, why, rule }) => ({
      refusal,
      ...(need && { need: needData(need) }),
      why,
      ...(rule !== undefined && { rule }),
    }));
    return plain({ refusals: data }, format);
  }
  const width = style.columns === undefined ? undefined : style.columns - 1;
  return explained
    .map(({ refusal, need, why, rule }) =>
      [
        ...wrap(titleOf(refusal), width),
        ...(need === undefined ? [] : wrap(`  asked for by  ${need.reason} (${whereOf(need.cause)})`, width)),
        ...wrap(`  because       ${why}`, width),
        ...(rule === undefined ? [] : ['  add this rule', ...rule.split('\n').map((line) => `    ${line}`)]),
        '',
      ].join('\n'),
    )
    .join('\n');
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
  rows: readonly Row[],
  rest: readonly string[],
  nothing: string,
  format: 'table' | 'markdown',
  style: Style,
): string {
  const end = rows.length === 0 && nothing !== '' ? [nothing, ...rest] : rest;
  if (format === 'markdown') {
    const cell = (text: string) => text.replaceAll('|', '\\|');
    const lines = rows.map(
      ({ account, request, text, where }) => `| ${[account, request, text, where].map(cell).join(' | ')} |`,
    );
    const table =
      rows.length === 0
        ? []
        : ['| account | needs | why | where |', '| --- | --- | --- | --- |', ...lines, ''];
    return `${[...table, ...end].join('\n')}\n`;
  }
  const { paint } = createPen(style);
  const width = style.columns === undefined ? undefined : style.columns - 1;
  const lines: string[] = [];
  let last: string | undefined;
  for (const { account, request, text, where } of rows) {
    if (account !== last) lines.push(...(last === undefined ? [] : ['']), paint.bold(account));
    last = account;
    if (request !== '') lines.push(`  ${request}`);
    lines.push(...wrap(text, width === undefined ? undefined : width - 4).map((line) => `    ${line}`));
    lines.push(`    ${paint.dim(where)}`);
  }
  if (lines.length > 0 && end.length > 0) lines.push('');
  return `${[...lines, ...end.flatMap((line) => wrap(line, width))].join('\n')}\n`;
}

function rowOf(need: Need): Row {
  const { account, request, reason, cause } = need;
  return {
    account: `${account.namespace}/${account.name}`,
    request: requestText(request),
    text: reason,
    where: whereOf(cause),
  };
}

function requestText(request: ResourceRequest): string {
  const { verb, group, name, namespace } = request;
  const resource = `${combinedResource(request)}${group === '' ? '' : `.${group}`}`;
  const where = namespace === '' ? 'for the cluster' : `in namespace ${namespace}`;
  return `${verb} ${resource}${name === '' ? '' : ` "${name}"`} ${where}`;
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
