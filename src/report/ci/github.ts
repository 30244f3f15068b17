import { type CiResult, PARTS } from '../../ci/run.ts';
import { renderFlowTestGithub } from '../flow-test/github.ts';
import { annotation, renderGithub } from '../lint/github.ts';

/**
 * Workflow commands for what lint and the flow tests have found, which have places in files. What is missing of
 * permissions lint says at its place, so it is not said twice.
 */
export function renderCiGithub(result: CiResult): string {
  const { lint, test, doctor } = result;
  const errors = PARTS.flatMap((name) => {
    const { verdict, reason, help } = result[name];
    const isBroken = verdict === 'usage' || verdict === 'work';
    return isBroken && reason !== undefined
      ? [annotation('error', {}, `argoflow ${name}`, reason, help)]
      : [];
  });
  const ills = (doctor.value?.results ?? []).flatMap(({ id, findings }) =>
    findings.map(({ severity, object, title, hint }) =>
      annotation(severity, {}, `doctor: ${id}`, object === undefined ? title : `${object}: ${title}`, hint),
    ),
  );
  return [
    ...errors,
    lint.value === undefined ? '' : renderGithub(lint.value.result),
    test.value === undefined ? '' : renderFlowTestGithub(test.value.result),
    ...ills,
  ].join('');
}
