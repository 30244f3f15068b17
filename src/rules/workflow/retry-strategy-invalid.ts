import type { Path } from '../../diagnostic.ts';
import { isSet, type JsonObject, objectAt, textAt } from '../../json.ts';
import { anyString } from '../../workflow/parameter.ts';
import type { Finding, Rule } from '../rule.ts';
import { templatesIn } from '../workflow-templates.ts';

export const retryStrategyInvalid: Rule = {
  id: 'workflow/retry-strategy-invalid',
  severity: 'error',
  summary: 'a retryStrategy that cannot be followed',
  docs: {
    why: `Nothing of it is looked at before the first attempt has failed; then the node ends in an error in place of the second
attempt. A backoff needs a duration; limit and factor are whole numbers; with a negative limit there is no second attempt.
The one of a containerSet counts all attempts: with 0, or a text that is no number, the command never runs and the node
succeeds. Source: argo-workflows workflow/controller/operator.go (processNodeRetries), util/intstr/parametrizable.go
(Int32), pkg/apis/workflow/v1alpha1/container_set_template_types.go (GetRetryStrategy).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, container: {image: alpine}, retryStrategy: {limit: 3, backoff: {factor: 2}}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, container: {image: alpine}, retryStrategy: {limit: 3, backoff: {duration: 10s, factor: 2}}}
`,
  },
  check: {
    workflow({ spec, specPath, resource, ...workflow }, { report }) {
      const add = (problem: Problem) => report({ resource, ...problem });
      // Templates' own are looked at by the controller's validation.
      const policy = textAt(objectAt(spec, 'retryStrategy'), 'retryPolicy');
      if (policy !== '' && !POLICIES.includes(policy) && !policy.includes('{{')) {
        add({
          path: [...specPath, 'retryStrategy', 'retryPolicy'],
          message: `"${policy}" is no retryPolicy: there are ${POLICIES.join(', ')}`,
        });
      }
      for (const problem of strategyProblems(spec, specPath)) add(problem);
      for (const template of templatesIn({ spec, specPath, resource, ...workflow })) {
        for (const problem of strategyProblems(template.spec, template.path)) add(problem);
        for (const problem of setProblems(template.spec, template.path)) add(problem);
      }
    },
  },
};

type Problem = Omit<Finding, 'resource'>;

const POLICIES = ['Always', 'OnFailure', 'OnError', 'OnTransientError'];

function strategyProblems(holder: JsonObject, above: Path): readonly Problem[] {
  const strategy = objectAt(holder, 'retryStrategy');
  if (strategy === undefined) return [];
  const path = [...above, 'retryStrategy'];
  const found: Problem[] = [];
  const limit = anyString(strategy['limit']);
  if (limit !== undefined && !isNumber(limit)) {
    found.push({ path: [...path, 'limit'], message: `the limit "${limit}" is no whole number` });
  } else if (limit?.startsWith('-')) {
    const message = `with the limit ${limit} there is no second attempt`;
    found.push({ path: [...path, 'limit'], severity: 'warning', message });
  }
  const backoff = objectAt(strategy, 'backoff');
  if (backoff === undefined) return found;
  if (textAt(backoff, 'duration') === '') {
    const message = 'the backoff has no "duration", so the second attempt ends in an error';
    found.push({ path: [...path, 'backoff'], message });
  }
  const factor = anyString(backoff['factor']);
  if (factor !== undefined && !isNumber(factor)) {
    found.push({
      path: [...path, 'backoff', 'factor'],
      message: `the factor "${factor}" is no whole number`,
    });
  }
  return found;
}

function setProblems(template: JsonObject, above: Path): readonly Problem[] {
  const strategy = objectAt(objectAt(template, 'containerSet'), 'retryStrategy');
  if (!isSet(strategy, 'retries')) return [];
  const retries = anyString(strategy?.['retries']);
  if (retries === undefined || retries.includes('{{') || /^\+?0*[1-9]\d*$/.test(retries)) return [];
  const path = [...above, 'containerSet', 'retryStrategy', 'retries'];
  return [{ path, message: `with "retries" ${retries} the containers never run their command` }];
}

function isNumber(text: string): boolean {
  return text.includes('{{') || /^[+-]?\d+$/.test(text);
}
