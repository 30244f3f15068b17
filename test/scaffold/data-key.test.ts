import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { openEngine } from '../../src/engine/wasm.ts';
import { encodeGo, type JsonObject, type JsonValue } from '../../src/json.ts';
import { dataKeysOf, nameFor } from '../../src/scaffold/data-key.ts';

const engine = openEngine();
afterAll(() => engine.close());

function resolved(data: JsonValue, paths: readonly string[]) {
  const [answer] = engine.ask([{ op: 'gjson', json: encodeGo(data), paths }]);
  if (answer === undefined || !answer.ok) throw new Error('no answer');
  return answer.value;
}

describe('the values of an event', () => {
  it('are those first that tell something', () => {
    const data = {
      headers: { 'X-Github-Event': ['push'] },
      body: { ref: 'refs/heads/main', list: [{ id: 7 }], text: 'x'.repeat(500), none: null },
    };
    expect(dataKeysOf(data, ['body.list.0.id', 'body.gone']).map(({ path }) => path)).toEqual([
      'body.list.0.id',
      'body.ref',
      'headers.X-Github-Event.0',
      'body.text',
    ]);
  });

  it('are reached by gjson, whatever the keys are', () => {
    const key = fc.oneof(
      fc.constantFrom('a.b', '*', '#', '@this', 'a|b', '\\', '"', '..', '{}', '[0]', '!', ':1', 'ä', '~x'),
      fc.string({ minLength: 1, maxLength: 4 }),
    );
    const { data } = fc.letrec<{ data: JsonObject; value: JsonValue }>((tie) => ({
      data: fc.dictionary(key, tie('value'), { minKeys: 1, maxKeys: 4 }),
      value: fc.oneof(
        { maxDepth: 3 },
        fc.integer(),
        fc.boolean(),
        fc.string({ maxLength: 5 }),
        fc.array(tie('value'), { maxLength: 3 }),
        tie('data'),
      ),
    }));
    fc.assert(
      fc.property(data, (given) => {
        const keys = dataKeysOf(given);
        const found = resolved(
          given,
          keys.map(({ path }) => path),
        );
        expect(found.map(({ string }) => string)).toEqual(keys.map(({ value }) => String(value)));
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['body.ref', 'ref'],
    ['body.commits.0.id', 'id'],
    ['notification.0.s3.object.key', 'key'],
    ['body.orderId', 'order-id'],
    ['body.X-GitHub-Event', 'x-git-hub-event'],
    ['a\\.b', 'a-b'],
    ['body.0', 'body'],
    ['1', 'value'],
    ['ä', 'value'],
  ])('%s is called %s', (path, name) => {
    expect(nameFor(path)).toBe(name);
  });
});
