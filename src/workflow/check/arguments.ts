import type { Path, Place } from '../../diagnostic.ts';
import { isObject, isSet, type JsonObject, listAt, objectAt, textAt } from '../../json.ts';
import { hasLocationOrKey } from '../inputs.ts';
import { readParameter } from '../parameter.ts';
import { checkNames } from './names.ts';
import type { Report } from './report.ts';

/**
 * `arguments` of the Workflow, a step or a task: names, values, artifacts.
 * Source: argo-workflows workflow/validate/validate.go (validateArguments); `open` is what its Lint option allows.
 */
export function checkArguments(
  report: Report,
  args: JsonObject | undefined,
  {
    prefix,
    path,
    at,
    open = false,
  }: { prefix: string; path: Path; at: (path: Path) => Place /** Values may still come. */; open?: boolean },
): void {
  for (const list of ['parameters', 'artifacts'] as const) {
    checkNames(report, listAt(args, list), {
      prefix: `${prefix}${list}`,
      rule: list === 'parameters' ? 'parameter' : 'artifact',
      kind: 'parameter',
      path: [...path, list],
      at,
    });
  }
  for (const [index, entry] of listAt(args, 'parameters').entries()) {
    if (isObject(entry))
      checkParameter(report, entry, { prefix, at: at([...path, 'parameters', index]), open });
  }
  for (const [index, artifact] of listAt(args, 'artifacts').entries()) {
    if (!isObject(artifact)) continue;
    const origin = textAt(artifact, 'from');
    const name = textAt(artifact, 'name');
    const place = at([...path, 'artifacts', index]);
    if (origin === '' && !hasLocationOrKey(artifact)) {
      const message = `${prefix}${name}.from, artifact location, or key is required`;
      report.add({ rule: 'artifact-without-source', message, at: place });
    }
    if (origin !== '' && textAt(artifact, 'fromExpression') !== '') {
      const message = `${prefix}${name} shouldn't have both \`from\` and \`fromExpression\` in Artifact`;
      report.add({ rule: 'artifact-with-two-sources', message, at: place });
    }
  }
}

const ELSEWHERE = ['path', 'jsonPath', 'parameter', 'expression'];

function checkParameter(
  report: Report,
  entry: JsonObject,
  { prefix, at, open }: { prefix: string; at: Place; open: boolean },
): void {
  const { name, value, valueFrom, enum: allowed } = readParameter(entry);
  const full = `${prefix}${name}`;
  if (value === undefined && valueFrom === undefined && name !== '' && !open) {
    const message = `${full}.value or ${full}.valueFrom is required`;
    report.add({ rule: 'parameter-unset', message, at, help: `give '${name}' a value` });
  }
  if (valueFrom !== undefined) {
    const allows =
      objectAt(valueFrom, 'configMapKeyRef') !== undefined ||
      textAt(valueFrom, 'event') !== '' ||
      isSet(valueFrom, 'supplied');
    if (!allows || ELSEWHERE.some((key) => textAt(valueFrom, key) !== '')) {
      const message = `${full}.valueFrom only allows: default, configMapKeyRef and supplied`;
      report.add({ rule: 'parameter-value-from', message, at });
    }
  }
  if (allowed === undefined) return;
  if (allowed.length === 0) {
    report.add({ rule: 'parameter-enum', message: `${full}.enum should contain at least one value`, at });
  } else if (value === undefined) {
    if (!open) report.add({ rule: 'parameter-unset', message: `${full}.value is required`, at });
  } else if (!allowed.includes(value)) {
    report.add({
      rule: 'parameter-enum',
      message: `${full}.value should be present in ${full}.enum list`,
      at,
      help: `the list allows ${allowed.map((one) => `'${one}'`).join(', ')}`,
      wrong: { name: value, candidates: allowed },
    });
  }
}
