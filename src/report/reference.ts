import type { Check } from '../doctor/check.ts';
import type { Rule } from '../rules/rule.ts';

// The pages of docs/rules and docs/checks: what `argoflow explain` says, in Markdown.

/** The pages of the rules, by their paths below docs/rules: one for each, and the index. */
export function rulePages(rules: readonly Rule[]): ReadonlyMap<string, string> {
  const pages = new Map(rules.map((rule) => [`${rule.id}.md`, rulePage(rule)]));
  const rows = (group: readonly Rule[]) =>
    group.map(({ id, severity, summary }) => `| [${id}](${id}.md) | ${severity} | ${prose(summary)} |`);
  pages.set(
    'README.md',
    index(
      'The rules of `argoflow lint`',
      `${rules.length} rules. \`argoflow explain RULE\` says the same without a network. A comment ` +
        '`# argoflow: ignore[RULE] reason` hides one finding, `rules` in `.argoflow.yaml` gives a rule another severity.',
      ['rule', 'severity', 'what is wrong'],
      rules,
      rows,
    ),
  );
  return pages;
}

/** The pages of the checks, by their paths below docs/checks: one for each, and the index. */
export function checkPages(checks: readonly Check[]): ReadonlyMap<string, string> {
  const pages = new Map(checks.map((check) => [`${check.id}.md`, checkPage(check)]));
  const rows = (group: readonly Check[]) =>
    group.map(({ id, title }) => `| [${id}](${id}.md) | ${prose(title)} |`);
  pages.set(
    'README.md',
    index(
      'The checks of `argoflow doctor`',
      `${checks.length} checks. \`argoflow explain CHECK\` says the same without a network, \`argoflow doctor --only CHECK\` ` +
        'looks at that one alone, `--skip CHECK` at all others.',
      ['check', 'it is right when'],
      checks,
      rows,
    ),
  );
  return pages;
}

function rulePage({ id, severity, summary, docs }: Rule): string {
  return lines(
    `# ${id}`,
    `${capital(prose(summary))}. Severity: ${severity}.`,
    ...why(docs.why),
    '## Wrong',
    yaml(docs.bad),
    '## Right',
    yaml(docs.good),
    `\`argoflow explain ${id}\` · hide one finding: \`# argoflow: ignore[${id}] reason\` · [all rules](../README.md)`,
  );
}

function checkPage({ id, title, why: reason, reads }: Check): string {
  return lines(
    `# ${id}`,
    `It is right when ${prose(title)}.`,
    ...why(reason),
    ...(reads.length === 0 ? [] : [`It looks at: ${reads.join(', ')}.`]),
    `\`argoflow doctor --only ${id}\` · \`argoflow explain ${id}\` · [all checks](../README.md)`,
  );
}

/** The reason, and where it is proved on a line of its own. */
function why(text: string): readonly string[] {
  const [reason = '', source] = text.replaceAll('\n', ' ').split(/ (?=Sources?: )/);
  return ['## Why', prose(reason), ...(source === undefined ? [] : [prose(source)])];
}

function index<T extends { readonly id: string }>(
  title: string,
  intro: string,
  head: readonly string[],
  all: readonly T[],
  rows: (group: readonly T[]) => readonly string[],
): string {
  const groups = new Map<string, T[]>();
  for (const one of [...all].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const [group = ''] = one.id.split('/');
    groups.set(group, [...(groups.get(group) ?? []), one]);
  }
  const table = (group: readonly T[]) =>
    [`| ${head.join(' | ')} |`, `| ${head.map(() => '---').join(' | ')} |`, ...rows(group)].join('\n');
  return lines(`# ${title}`, intro, ...[...groups].flatMap(([name, group]) => [`## ${name}`, table(group)]));
}

function lines(...parts: readonly string[]): string {
  return `${parts.join('\n\n')}\n`;
}

function yaml(text: string): string {
  return `\`\`\`yaml\n${text.trimEnd()}\n\`\`\``;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Text between backquotes is code and stays; elsewhere nothing is Markdown or HTML. */
function prose(text: string): string {
  return text
    .split(/(`[^`]*`)/)
    .map((part) => (part.startsWith('`') ? part.replaceAll('|', '\\|') : part.replace(/[<>*_|[\]]/g, '\\$&')))
    .join('');
}
