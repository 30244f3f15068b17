import { objectAt, textAt } from '../../json.ts';
import type { Rule } from '../rule.ts';
import { templatesIn } from '../workflow-templates.ts';

export const memoizeInvalid: Rule = {
  id: 'workflow/memoize-invalid',
  severity: 'error',
  summary: 'a memoization that cannot work',
  docs: {
    why: `The cache is asked when the template is about to run, and nobody looks at it before. A \`maxAge\` that is no duration
(a unit is needed, days are none), a ConfigMap without a name and a key with other characters than letters, digits and
dashes end the node in an error. Source: argo-workflows workflow/controller/operator.go (executeTemplate),
workflow/controller/cache/cache.go (cacheKeyRegex), workflow/controller/cache/configmap_cache.go (load).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, container: {image: alpine}, memoize: {key: build, maxAge: 10 days, cache: {configMap: {name: cache}}}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: Workflow
metadata: {generateName: build-}
spec:
  entrypoint: main
  templates:
    - {name: main, container: {image: alpine}, memoize: {key: build, maxAge: 240h, cache: {configMap: {name: cache}}}}
`,
  },
  check: {
    workflow(workflow, { engine, report }) {
      for (const template of templatesIn(workflow)) {
        const memoize = objectAt(template.spec, 'memoize');
        if (memoize === undefined) continue;
        const path = [...template.path, 'memoize'];
        const add = (field: readonly string[], message: string, help?: string) =>
          report({
            resource: workflow.resource,
            path: [...path, ...field],
            message,
            ...(help !== undefined && { help }),
          });
        const key = textAt(memoize, 'key');
        if (key === '') add([], 'the memoization has no "key"');
        else if (!key.includes('{{') && !/^[a-zA-Z0-9][-a-zA-Z0-9]*$/.test(key)) {
          add(['key'], `the key "${key}" may have letters, digits and dashes only`);
        }
        const configMap = objectAt(objectAt(memoize, 'cache'), 'configMap');
        if (configMap === undefined) add([], 'the memoization has no "cache" with a "configMap"');
        else if (textAt(configMap, 'name') === '') {
          add(['cache', 'configMap'], 'the cache names no ConfigMap');
        }
        const age = textAt(memoize, 'maxAge');
        if (age === '' || age.includes('{{')) continue;
        const [answer] = engine.ask([{ op: 'duration', text: age }]);
        if (answer.ok || answer.kind !== 'error') continue;
        add(
          ['maxAge'],
          `"${age}" is no duration: ${answer.error}`,
          'write a number with a unit: 90s, 10m, 240h',
        );
      }
    },
  },
};
