import { CHECKS } from '../../doctor/checks/index.ts';
import { UserError } from '../../errors.ts';
import { nearest } from '../../nearest.ts';
import { renderCheck, renderCheckList } from '../../report/checks.ts';
import { renderRule, renderRuleList } from '../../report/rules.ts';
import { RULES } from '../../rules/index.ts';
import type { Terminal } from '../terminal.ts';

/** What is to be said of a rule, a check, or a group of them. Throws a UserError (usage) for an id that is none. */
export function explained(id: string, terminal: Terminal): string {
  const rule = RULES.find((one) => one.id === id);
  if (rule !== undefined) return renderRule(rule, terminal);
  const check = CHECKS.find((one) => one.id === id);
  if (check !== undefined) return renderCheck(check, terminal);
  const isIn = (one: { readonly id: string }) => one.id.startsWith(`${id.replace(/\/$/, '')}/`);
  const rules = RULES.filter(isIn);
  const checks = CHECKS.filter(isIn);
  if (rules.length + checks.length > 0)
    return renderRuleList(rules, terminal) + renderCheckList(checks, terminal);
  const ids = [...RULES, ...CHECKS].map((one) => one.id);
  const near = nearest(id, ids) ?? ids.find((one) => one.endsWith(`/${id}`));
  throw new UserError(
    'usage',
    `there is no rule and no check "${id}"`,
    near === undefined ? 'argoflow lint --list shows all rules' : `did you mean "${near}"?`,
  );
}
