import { isArray, isObject, type JsonValue, objectAt, own, textAt } from '../../json.ts';
import type { Model } from '../../model/model.ts';
import { nearest } from '../../nearest.ts';
import { parseYaml } from '../../yaml/parse.ts';
import type { Rule } from '../rule.ts';

export const versionUnsupported: Rule = {
  id: 'event-bus/version-unsupported',
  severity: 'warning',
  summary: 'a version of NATS that the controller is not configured with',
  docs: {
    why: `The controller installs the versions in its configuration, "argo-events-controller-config", and of another one it says "unsupported version". When that ConfigMap is among the files it is what counts, and this is an error; otherwise it is the one that Argo Events comes with.
Source: argo-events pkg/reconciler/config.go (GetJetStreamVersion), manifests/base/controller-manager/controller-config.yaml.`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventBus
metadata: {name: default}
spec: {jetstream: {version: "2.11.0"}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventBus
metadata: {name: default}
spec: {jetstream: {version: latest}}
`,
  },
  check: {
    eventBus({ resource, bus }, { model, report }) {
      const version = textAt(objectAt(objectAt(resource.value, 'spec'), 'jetstream'), 'version');
      if (bus !== 'jetstream' || version === '') return;
      const configured = configuredVersions(model);
      const versions = configured ?? DEFAULT;
      if (versions.includes(version)) return;
      const near = nearest(version, versions);
      report({
        resource,
        path: ['spec', 'jetstream', 'version'],
        severity: configured === undefined ? 'warning' : 'error',
        message: `the controller is ${configured === undefined ? 'by default ' : ''}not configured with the version "${version}"`,
        help: near === undefined ? `its versions: ${versions.join(', ')}` : `did you mean "${near}"?`,
      });
    },
  },
};

const CONFIG = 'argo-events-controller-config';

/** Of the configuration that Argo Events 1.9.11 comes with. */
const DEFAULT: readonly string[] = [
  'latest',
  '2.8.1',
  '2.8.1-alpine',
  '2.8.2',
  '2.8.2-alpine',
  '2.9.1',
  '2.9.12',
  '2.9.16',
  '2.10.29',
];

/** Looked for once, not for each EventBus; null stands for none. */
const CONFIGURED = new WeakMap<Model, readonly string[] | null>();

function configuredVersions(model: Model): readonly string[] | undefined {
  let known = CONFIGURED.get(model);
  if (known === undefined) {
    known = readVersions(model) ?? null;
    CONFIGURED.set(model, known);
  }
  return known ?? undefined;
}

function readVersions(model: Model): readonly string[] | undefined {
  const config = model.ofKind('ConfigMap').find(({ name }) => name === CONFIG);
  const text = textAt(objectAt(config?.value, 'data'), 'controller-config.yaml');
  const found = ['eventBus', 'jetstream'].reduce<JsonValue | undefined>(
    (value, key) => member(value, key),
    text === '' ? undefined : parseYaml(text, '').documents[0]?.value,
  );
  const versions = isObject(found) ? own(found, 'versions') : undefined;
  return isArray(versions) ? versions.filter(isObject).map((one) => textAt(one, 'version')) : undefined;
}

/** The reader of the configuration does not mind letter case: github.com/spf13/viper. */
function member(value: JsonValue | undefined, key: string): JsonValue | undefined {
  if (!isObject(value)) return undefined;
  return Object.entries(value).find(([own]) => own.toLowerCase() === key.toLowerCase())?.[1];
}
