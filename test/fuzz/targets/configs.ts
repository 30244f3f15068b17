import fc from 'fast-check';
import { UserError } from '../../../src/errors.ts';
import { parseBaseline } from '../../../src/lint/baseline-file.ts';
import { parseConfig } from '../../../src/lint/config.ts';
import type { Target } from '../target.ts';
import { changedOf, oddChanges, oddJson, withOdd } from '../texts.ts';

const CONFIG = {
  baseline: 'known.json',
  complete: true,
  external: ['Secret/argo/token', { kind: 'Secret', namespace: 'argo', name: 'token' }, 'ConfigMap/*/*'],
  paths: ['deploy', '../shared'],
  rules: { 'reference/event-missing': 'off', 'yaml/key': 'warning' },
  versions: { 'argo-events': '1.9.11', 'argo-workflows': 'v4.1.2' },
};
const BASELINE = {
  version: 1,
  findings: [{ file: 'a.yaml', rule: 'yaml/key', message: 'a key', object: 'Sensor/a/b', count: 2 }],
};

/** A config and a baseline are read, or it is said what is wrong with them. */
export function configs(): Target {
  const written = (value: typeof CONFIG | typeof BASELINE) =>
    fc.oneof(
      oddChanges.map((odd) => JSON.stringify(withOdd(value, odd))),
      changedOf([JSON.stringify(value, null, 1)]),
      oddJson.map((odd) => JSON.stringify(odd)),
    );
  return {
    name: 'configs',
    property: fc.asyncProperty(written(CONFIG), written(BASELINE), async (config, baseline) => {
      await parseConfig(config, '.argoflow.yaml').catch(meant);
      try {
        parseBaseline(baseline, 'known.json');
      } catch (error) {
        meant(error);
      }
    }),
    close: async () => undefined,
  };
}

function meant(error: unknown): void {
  if (!(error instanceof UserError)) throw error;
}
