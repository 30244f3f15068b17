import { describe, expect, it } from 'vitest';
import { buildModel } from '../../src/model/build.ts';
import { withoutSecrets } from '../../src/test-event/secrets.ts';
import { parseYaml } from '../../src/yaml/parse.ts';

const manifests = `
apiVersion: v1
kind: Secret
metadata: {name: given}
stringData:
  password: 'a "quoted" $ecret'
  longer: s3cret-and-more
  user: admin
data:
  token: ${Buffer.from('s3cret\n').toString('base64')}
`;
const model = buildModel(parseYaml(manifests, 'secret.yaml').documents, {});

describe('withoutSecrets', () => {
  it.each([
    ['a text', 'Bearer s3cret', 'Bearer ***'],
    ['a longer secret that begins as another', 's3cret-and-more', '***'],
    [
      'every occurrence, anywhere',
      { a: [{ b: 's3cret, s3cret' }, 1, null, true] },
      { a: [{ b: '***, ***' }, 1, null, true] },
    ],
    ['special characters', 'a "quoted" $ecret!', '***!'],
    ['a value inside JSON text', JSON.stringify({ p: 'a "quoted" $ecret' }), '{"p":"***"}'],
    ['values too short to be secret', 'admin', 'admin'],
    ['other texts', 'secret', 'secret'],
  ])('hides or keeps %s', (_what, value, expected) => {
    expect(withoutSecrets(value, model)).toEqual(expected);
  });

  it('leaves a result alone where there are no Secrets', () => {
    const result = { text: 's3cret' };
    expect(withoutSecrets(result, buildModel([], {}))).toBe(result);
  });
});
