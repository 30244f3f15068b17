import { type CiResult, verdictOf } from '../../ci/run.ts';
import { renderDoctorJson } from '../doctor.ts';
import { renderJson } from '../json.ts';
import { renderLintJson } from '../lint/json.ts';
import { renderCheck } from '../rbac.ts';
import { partLines } from './summary.ts';

const PLAIN = { color: false, columns: undefined, unicode: true };

/** All parts as one document, each as its own command says it in JSON; schemas/ci.v1.schema.json describes it. */
export function renderCiJson(result: CiResult): string {
  const { lint, rbac, test, doctor } = result;
  return renderJson({
    apiVersion: 'argoflow.dev/v1',
    kind: 'CiResult',
    verdict: verdictOf(result),
    parts: Object.fromEntries(
      partLines(result).map(({ name, verdict, text }) => [name, { verdict, summary: text }]),
    ),
    ...(lint.value && { lint: parsed(renderLintJson(lint.value.result)) }),
    ...(rbac.value && { rbac: parsed(renderCheck(rbac.value, 'json', PLAIN)) }),
    ...(test.value && { test: test.value.result }),
    ...(doctor.value && { doctor: parsed(renderDoctorJson(doctor.value)) }),
  });
}

/** Written by this program, so it is JSON; none of these documents has numbers beyond a double's. */
function parsed(text: string): unknown {
  return JSON.parse(text);
}
