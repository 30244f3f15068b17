import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Rows, repeatRows } from '../../src/scaffold/rows.ts';
import { type Substitute, substituteYaml } from '../../src/scaffold/substitute.ts';
import { parseYaml } from '../../src/yaml/parse.ts';

const TEMPLATE = `spec:
  # All of them.
  items:
    - name: my-row-name
      # What it is.
      value: my-row-value
  args: ["a", "{{my-row-name}}", "b"]
  nested:
    - list:
        - at: my-row-name.0
  last: my-row-value
`;

function rows(...values: readonly (readonly [name: string, value: string])[]): Rows {
  const text = (value: string): Substitute => ({ value, type: 'string' });
  return {
    markers: ['my-row-name', 'my-row-value'],
    rows: values.map(
      ([name, value]) =>
        new Map([
          ['my-row-name', text(name)],
          ['my-row-value', text(value)],
        ]),
    ),
  };
}

function filled(template: string, all: Rows): string {
  const { text, substitutes } = repeatRows(template, 'a.yaml', all);
  return substituteYaml(text, 'a.yaml', substitutes);
}

describe('list items with a marker', () => {
  it('stand once for each row, their comments once', () => {
    expect(filled(TEMPLATE, rows(['a', 'x'], ['on', 'y: z']))).toBe(`spec:
  # All of them.
  items:
    - name: a
      # What it is.
      value: x
    - name: "on"
      value: "y: z"
  args: ["a", "{{a}}", "{{on}}", "b"]
  nested:
    - list:
        - at: a.0
        - at: on.0
  last: x
`);
  });

  it('hold every value, whatever it is', () => {
    const name = fc.stringMatching(/^[ -~]{1,12}$/).filter((text) => !/["\\]/.test(text));
    fc.assert(
      fc.property(fc.array(fc.tuple(name, name), { minLength: 1, maxLength: 4 }), (values) => {
        const text = filled(TEMPLATE, rows(...values));
        const { documents, diagnostics } = parseYaml(text, 'a.yaml');
        expect(diagnostics).toEqual([]);
        expect(documents[0]?.value).toMatchObject({
          spec: {
            items: values.map(([key, value]) => ({ name: key, value })),
            args: ['a', ...values.map(([key]) => `{{${key}}}`), 'b'],
            nested: [{ list: values.map(([key]) => ({ at: `${key}.0` })) }],
          },
        });
        expect(text.match(/^ *# .*$/gm)).toEqual(['  # All of them.', '      # What it is.']);
      }),
      { numRuns: 60 },
    );
  });
});
