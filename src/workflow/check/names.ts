import type { Path, Place } from '../../diagnostic.ts';
import { isObject, type JsonValue, textAt } from '../../json.ts';
import type { Report } from './report.ts';

const FIELD =
  "name must consist of alpha-numeric characters or '-', and must start with an alpha-numeric character (e.g. My-name1-2, 123-NAME)";
const PARAMETER =
  "Parameter/Artifact name must consist of alpha-numeric characters, '_' or '-' e.g. my_param_1, MY-PARAM-1";

/** What is wrong with the name of a template, a step or a task. */
export function fieldNameProblem(name: string): string | undefined {
  const problems: string[] = [];
  if (Buffer.byteLength(name) > 128) problems.push('must be no more than 128 characters');
  if (!/^[a-zA-Z0-9][-a-zA-Z0-9]*$/.test(name)) problems.push(FIELD);
  return problems.length === 0 ? undefined : problems.join(';');
}

export function parameterNameProblem(name: string): string | undefined {
  return /^[-a-zA-Z0-9_]+$/.test(name) ? undefined : PARAMETER;
}

/**
 * Names must be there, well formed, and different from each other.
 * Source: argo-workflows workflow/validate/validate.go (validateWorkflowFieldNames).
 */
export function checkNames(
  report: Report,
  entries: readonly JsonValue[],
  what: { prefix: string; rule: string; kind: 'field' | 'parameter'; path: Path; at: (path: Path) => Place },
): void {
  const seen = new Set<string>();
  for (const [index, entry] of entries.entries()) {
    const name = isObject(entry) ? textAt(entry, 'name') : '';
    const at = what.at([...what.path, index, 'name']);
    if (name === '') {
      const place = what.at([...what.path, index]);
      const rule = what.kind === 'parameter' ? `${what.rule}-without-name` : `${what.rule}-name-missing`;
      report.add({ rule, message: `${what.prefix}[${index}].name is required`, at: place });
      continue;
    }
    const problem = what.kind === 'field' ? fieldNameProblem(name) : parameterNameProblem(name);
    if (problem !== undefined) {
      const message = `${what.prefix}[${index}].name: '${name}' is invalid: ${problem}`;
      report.add({ rule: 'name-invalid', message, at });
    }
    if (seen.has(name)) {
      const message = `${what.prefix}[${index}].name '${name}' is not unique`;
      report.add({ rule: 'name-duplicate', message, at });
    }
    seen.add(name);
  }
}
