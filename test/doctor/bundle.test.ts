import { strFromU8, unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { zipOf } from '../../src/doctor/archive.ts';
import { bundleFiles } from '../../src/doctor/bundle.ts';
import { redactObject, redactText } from '../../src/doctor/redact.ts';
import { stateOfLaboratory, withChanges } from './laboratory.ts';

const SECRET = 'hunter2hunter2';

const LEAKY = `kind: Facts
logs:
  deploy-sensor-2wq9c-6f5d4c3b2-h6j7k:
    - 'Authorization: Bearer ${SECRET}'
    - '{"level":"info","msg":"connecting to nats://user:${SECRET}@nats.example.org"}'
    - '{"level":"warn","msg":"Event [ID ''0a1b'', Source ''hook'', Data ''{\\"body\\":{\\"card\\":\\"${SECRET}\\"}}''] discarded due to filtering error: path x does not exist"}'
---
apiVersion: v1
kind: Secret
metadata: {name: hook-token, namespace: flows, annotations: {kubectl.kubernetes.io/last-applied-configuration: '{"data":{"token":"${SECRET}"}}'}}
data: {token: ${SECRET}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: deploy-settings, namespace: flows}
data: {level: ${SECRET}}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: workflow-controller-configmap, namespace: argo}
data: {persistence: "postgresql:\\n  password: ${SECRET}\\n"}
---
apiVersion: v1
kind: Pod
metadata: {name: hook-eventsource-8mzkp-7c9d8b6f5-x4c5v, namespace: flows}
spec: {containers: [{name: main, env: [{name: EVENTSOURCE_OBJECT, value: ${SECRET}}, {name: LOG_LEVEL, value: debug}]}]}
---
apiVersion: v1
kind: Pod
metadata: {name: bank, namespace: elsewhere}
spec: {containers: [{name: bank, args: ['--vault=${SECRET}']}]}
---
apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: deploy, namespace: flows, annotations: {kubectl.kubernetes.io/last-applied-configuration: '${SECRET}'}}
spec: {triggers: [{template: {name: tell, http: {url: 'https://user:${SECRET}@example.org', headers: {X-Api-Key: ${SECRET}}}}}]}
`;

const files = async () =>
  bundleFiles(await stateOfLaboratory(withChanges(LEAKY, 'leaky')), {
    text: `it says password=${SECRET}`,
    json: '{}',
  });

it('nothing secret is in a support archive', async () => {
  for (const { path, text } of await files()) expect(text, path).not.toContain(SECRET);
});

it('what helps is in a support archive, and the list of it', async () => {
  const found = await files();
  const paths = found.map(({ path }) => path);
  expect(paths).toContain('objects/Sensor.json');
  expect(paths).toContain('controllers/argo-events/argo-events-controller-config.json');
  expect(paths).toContain('logs/flows/deploy-sensor-2wq9c-6f5d4c3b2-h6j7k.log');
  const [list] = found;
  expect(list?.path).toBe('README.txt');
  for (const { path, what } of found.slice(1)) expect(list?.text).toContain(`${path}: ${what}\n`);
  const text = (path: string) => found.find((one) => one.path === path)?.text ?? '';
  expect(text('objects/Secret.json')).toContain('"keys":["token"]');
  expect(text('objects/Pod.json')).toContain('"LOG_LEVEL","value":"debug"');
  expect(text('objects/Pod.json')).not.toContain('"bank"');
  expect(text('logs/flows/deploy-sensor-2wq9c-6f5d4c3b2-h6j7k.log')).toContain(
    'discarded due to filtering error: path x does not exist',
  );
});

it('the same files are the same bytes, and can be read again', async () => {
  const found = await files();
  const bytes = zipOf(found, 'argoflow-doctor');
  expect(zipOf(await files(), 'argoflow-doctor')).toEqual(bytes);
  const read = unzipSync(bytes);
  expect(Object.keys(read)).toEqual(found.map(({ path }) => `argoflow-doctor/${path}`));
  const texts = Object.values(read).map((content) => strFromU8(content));
  expect(texts).toEqual(found.map(({ text }) => text));
});

it.each([
  ['a reference to a Secret', { secretKeyRef: { name: 'a', key: 'b' } }],
  ['the name of a Secret', { volumes: [{ secret: { secretName: 'a' } }] }],
  ['an ordinary text', { endpoint: '/push', url: 'https://example.org/path' }],
])('%s stays', (_, spec) => {
  expect(redactObject({ kind: 'X', metadata: { name: 'x' }, spec })).toEqual({
    kind: 'X',
    metadata: { name: 'x' },
    spec,
  });
});

it.each([
  ['Authorization: Bearer abcdefghijkl', 'Authorization: *** ***'],
  ['{"password":"p4ss"}', '{"password":"***"}'],
  ['{\\"token\\":\\"t0ken\\"}', '{\\"token\\":\\"***\\"}'],
  ['amqp://guest:guest@rabbit:5672', 'amqp://***@rabbit:5672'],
  ['token=abc&x=1', 'token=***'],
  ['secret "hook-token" not found', 'secret "hook-token" not found'],
  [
    'User "system:serviceaccount:a:b" cannot get resource "secrets"',
    'User "system:serviceaccount:a:b" cannot get resource "secrets"',
  ],
])('%s becomes %s', (text, redacted) => {
  expect(redactText(text)).toBe(redacted);
});
