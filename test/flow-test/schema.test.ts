import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { FLOW_TEST } from '../../src/flow-test/flow-test-file.ts';
import { readSuite } from '../../src/flow-test/read-suite.ts';
import { jsonSchemaOf } from '../../src/flow-test/shape.ts';

const SCHEMA = new URL('../../schemas/flowtest.v1.schema.json', import.meta.url);

/** Everything that a flow test may say. */
const FULL = `name: deploys
manifests: [., ../shared]
namespace: argo-events
secrets: {github-access: {secret: t0p-secret}}
at: 2026-01-02T15:04:05Z
seed: 7
nodeOutputs: {build.outputs.result: ok, build.exitCode: 0}
event: {to: github/push, sample: github/push, set: {body.ref: refs/heads/main}}
expect: fires
snapshot: true
cases:
  - name: short
    event: github/push
    expect: [fires:deploy, filtered:notify]
  - name: long
    events:
      - github/push
      - {file: event.json, repeat: 2, at: 2026-01-02T16:00:00Z}
      - {method: PUT, path: /deploy?x=1, headers: {X-Kind: a}, body: {a: [1, 2.5, null]}}
      - {payload: {body: {a: 1}}}
      - {cloudEvent: {specversion: "1.0", source: github, subject: push}}
    expect:
      outcome: fires
      stopsAt: filter
      response: {status: 200, body: {$matches: ^success}}
      data: {body.ref: refs/heads/main}
      triggers:
        notify: filtered
        deploy:
          outcome: fires
          stopsAt: workflow
          times: 1
          parameters: {ref: refs/heads/main, count: 1, gone: {$exists: false}}
          operation: submit
          resource: {spec.entrypoint: main, metadata: {labels: {a: b}}}
          command: [argo, submit]
          request: {method: POST, url: {$matches: ^https}, headers: {a: b}, body: {a: 1}}
          message: {system: kafka, target: {topic: a}, body: text}
          workflow:
            phase: Succeeded
            message: none
            nodes:
              build: Succeeded
              deploy: {phase: Succeeded, message: a, inputs: {a: 1}, outputs: {b: 2}, image: i, command: [a], args: [b], body: c}
`;

function refusal(text: string): string {
  const { suite, diagnostics } = readSuite(text, 'a.flowtest.yaml');
  if (suite !== undefined) return 'taken';
  return diagnostics
    .map(({ message, help, at }) => {
      const place = at.range === undefined ? '' : `${at.range.start.line}:${at.range.start.column}: `;
      return `${place}${message}${help === undefined ? '' : ` (${help})`}`;
    })
    .join('\n');
}

describe('the schema of flow tests', () => {
  it('is made of the table that checks them; -u writes it', async () => {
    const schema = jsonSchemaOf('a flow test of argoflow, NAME.flowtest.yaml', 'suite', FLOW_TEST);
    await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(fileURLToPath(SCHEMA));
  });

  it('knows every key of the table', () => {
    const keys = new Set(FULL.match(/[A-Za-z]+(?=:)/g));
    const named = Object.values(FLOW_TEST).flatMap(({ members }) => Object.keys(members));
    expect(named.filter((key) => !keys.has(key))).toEqual([]);
  });

  const validate = new Ajv2020({ allowUnionTypes: true }).compile(
    JSON.parse(readFileSync(SCHEMA, 'utf8')) as object,
  );
  it.each([
    ['event: {sample: github/push}', true],
    ['event: github/push\nexpect: filtered', true],
    ['expect: {}', true],
    ['expct: fires', false],
    ['event: {sampel: github/push}', false],
    ['event: [a]', false],
    ['event: ""', false],
    ['seed: -1', false],
    ['seed: 1.5', false],
    ['snapshot: sometimes', false],
    ['cases: []', false],
    ['cases: [{name: a}]', true],
    ['cases: [{event: a}]', false],
    ['cases: [{name: a, namespace: b}]', false],
    ['expect: {outcome: fired}', false],
    ['expect: {triggers: {a: fires}}', true],
    ['expect: {triggers: {a: {times: many}}}', false],
    ['expect: {triggers: {a: {workflow: {phase: Skipped}}}}', false],
    ['expect: {triggers: {a: {workflow: {nodes: {b: Skipped}}}}}', true],
    ['secrets: {a: b}', false],
    ['event: {path: deploy}', false],
    ['- a', false],
  ])('says of "%s" what the check says', (text, good) => {
    expect(validate(parse(text))).toBe(good);
    expect(refusal(text) === 'taken').toBe(good);
  });

  it('takes a flow test that says all there is to say', () => {
    const { cases, ...rest } = parse(FULL) as { cases: object[] };
    expect(validate({ ...rest, cases })).toBe(true);
    // Two ways to say what an event is are refused by the check alone.
    const text = FULL.replace('sample: github/push, set', 'set');
    expect(refusal(text)).toBe('taken');
  });
});

describe('what is wrong with a flow test is told with its place and the nearest name', () => {
  it.each([
    ['expct: fires', '1:1: a flow test has no key "expct" (did you mean "expect"?)'],
    ['event: {boddy: {}}', '1:9: an event has no key "boddy" (did you mean "body"?)'],
    ['cases:\n  - name: a\n    expects: fires', '3:5: a case has no key "expects" (did you mean "expect"?)'],
    [
      'zzz: 1',
      '1:1: a flow test has no key "zzz" (its keys: name, manifests, namespace, secrets, event, events, at, seed, nodeOutputs, expect, snapshot, cases)',
    ],
    ['cases: [{}]', '1:9: a case has no "name" (give it "name")'],
    ['cases: [{name: a}, {name: a}]', '1:27: two cases have the name "a" (give each case a name of its own)'],
    ['expect: {outcome: filterd}', '1:19: "outcome" cannot be "filterd" (did you mean "filtered"?)'],
    ['seed: many', '1:7: "seed" is "many" and has to be a whole number from 0 to 4294967295'],
    [
      'at: 2026-02-30T00:00:00Z',
      '1:5: "2026-02-30T00:00:00Z" is not an RFC 3339 time (for example 2026-01-02T15:04:05Z)',
    ],
    [
      'event: {sample: a, file: b}',
      '1:20: "sample" and "file" both say what the event is (leave one of them out)',
    ],
    [
      'event: {payload: {}, headers: {a: b}}',
      '1:22: "headers" is of a request, and "payload" is none (leave one of them out)',
    ],
    ['event: {set: {a=b: 1}}', '1:15: "a=b" is no path that can be set (for example body.user.name: Ada)'],
    [
      'expect: {triggers: {a: {resource: {spec: {$match: x}}}}}',
      '1:43: nothing can be asked by "$match" (did you mean "$matches"?)',
    ],
    ['expect: {data: {$exists: maybe}}', '1:26: "$exists" is true or false ($exists: false)'],
    [
      'expect: {data: {a: {$exists: true, b: 1}}}',
      '1:21: "$exists" stands alone in its mapping (leave the other keys out)',
    ],
    ['', 'the flow test is empty (say what is fired and what must come of it: event, expect)'],
    ['a: 1\n---\nb: 2', '3:1: a flow test is one document, and here is another (use "cases")'],
    ['a: [', '1:5: expected "]" to end a list in brackets'],
  ])('%s', (text, message) => {
    expect(refusal(text)).toBe(message);
  });
});
