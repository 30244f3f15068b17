import { fileURLToPath } from 'node:url';
import { encodeGo } from '../../src/json.ts';
import { loadManifests } from '../../src/load/load.ts';
import type { Model } from '../../src/model/model.ts';
import type { Sample } from '../../src/payloads/sample.ts';
import { askingFor } from '../../src/payloads/stand-in.ts';
import { resolveAnswers } from '../../src/scaffold/answers.ts';
import { planFiles } from '../../src/scaffold/plan.ts';
import { readTemplate } from '../../src/scaffold/templates.ts';

export const EVENT_SOURCES = fileURLToPath(new URL('../../templates/event-source/', import.meta.url));

/** What every secret of the written event sources holds. */
export const SECRET = 'replace-me';

/** The manifests of an event source of that type with the usual configuration, and a sensor that logs its event. */
export async function manifestsOf(type: string, given: ReadonlyMap<string, string> = new Map()) {
  const template = await readTemplate(EVENT_SOURCES, type);
  const answers = resolveAnswers(template, given, type);
  return [...planFiles(template, answers).map(({ text }) => text), sensor(answers)].join('---\n');
}

/** The same, with an event source that asks for this very sample. */
export async function modelFor(sample: Sample, secrets = true): Promise<Model> {
  const { model } = await loadManifests(['-'], { stdin: await manifestsOf(sample.type) });
  const objects = model.resources
    .filter(({ kind }) => secrets || kind !== 'Secret')
    .map(({ kind, value }) => encodeGo(kind === 'EventSource' ? askingFor(sample, value) : value));
  return (await loadManifests(['-'], { stdin: objects.join('\n---\n') })).model;
}

function sensor(answers: ReadonlyMap<string, string>): string {
  const name = answers.get('name') ?? '';
  return `apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: { name: listener, namespace: "${answers.get('namespace')}" }
spec:
  eventBusName: "${answers.get('bus')}"
  dependencies:
    - { name: dep, eventSourceName: "${name}", eventName: "${answers.get('event')}" }
  triggers:
    - template: { name: log, log: { intervalSeconds: 0 } }
`;
}
