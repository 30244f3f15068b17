import fc from 'fast-check';
import type { Question } from '../../../src/engine/engine.ts';
import { openEngine } from '../../../src/engine/wasm.ts';
import type { Target } from '../target.ts';
import { oddJson } from '../texts.ts';

/** Words of the languages, glued together at random: much of it parses. */
const WORDS = [
  ...'()[]{}.,:;+-*/%<>=!?&|^~"\'`$@#\\ \n',
  'a',
  'b',
  'body.x',
  '1',
  '0',
  '1e308',
  '-1',
  '"t"',
  "'t'",
  'true',
  'nil',
  'null',
  '&&',
  '||',
  '==',
  '=~',
  '..',
  '...',
  '??',
  '?.',
  '::',
  'in',
  'not',
  'and',
  'or',
  'if',
  'then',
  'else',
  'end',
  'for',
  'while',
  'do',
  'function',
  'return',
  'local',
  'event',
  'string.rep("a",1e9)',
  'repeat',
  'until',
  'filter(',
  'map(',
  'range(',
  'len(',
  'sprig.',
  'toJson(',
  'jsonpath(',
  'inputs.parameters.a',
  'reduce',
  'foreach',
  'limit(',
  'input',
  '.[]',
  '.[0]',
  '#(',
  '@reverse',
  '|@pretty',
  '*',
  '(?:a+)+$',
  '[^',
  '{{',
  '}}',
  '.Input.',
  'range',
  'with',
  'define "a"',
  '| b64enc',
  '0 0 31 2 *',
  '* * * * *',
];
const text = fc.array(fc.constantFrom(...WORDS), { maxLength: 14 }).map((words) => words.join(''));
const spaced = fc.array(fc.constantFrom(...WORDS), { maxLength: 14 }).map((words) => words.join(' '));
const expression = fc.oneof(text, spaced, fc.string({ unit: 'binary', maxLength: 30 }));

/** The engine answers every question, ends, and still counts afterwards. */
export function expressions(): Target {
  const engine = openEngine();
  const question = fc
    .tuple(
      expression,
      oddJson.map((value) => JSON.stringify(value)),
    )
    .chain(([code, json]) =>
      fc.constantFrom<Question>(
        { op: 'gjson', json, paths: [code] },
        { op: 'govaluate', expression: code, parameters: '{"a":1,"b":"t"}', version: 'events' },
        { op: 'govaluate', expression: code, parameters: '{"a":1,"b":"t"}', version: 'workflows' },
        { op: 'when', expression: code },
        { op: 'govaluateVariables', expression: code },
        { op: 'sourceFilter', expression: code, json },
        { op: 'workflowExpression', expression: code, env: '{"inputs.parameters.a":"1"}' },
        { op: 'workflowVariables', expression: code },
        { op: 'jq', query: code, json },
        { op: 'luaFilter', script: code, json },
        { op: 'luaTransform', script: code, json },
        { op: 'regexp', pattern: code, texts: [json] },
        { op: 'template', name: 'a', text: code, input: { json } },
        { op: 'duration', text: code },
        { op: 'yamlToJson', yaml: code },
        { op: 'formatInteger', format: code, value: 3 },
      ),
    );
  return {
    name: 'expressions',
    property: fc.asyncProperty(question, async (one) => {
      const [answer, two] = engine.ask([one, { op: 'formatInteger', format: '%d', value: 2 }]);
      if (typeof answer !== 'object') throw new Error(`no answer: ${String(answer)}`);
      if (!two.ok || two.value !== '2') throw new Error(`afterwards it answers ${JSON.stringify(two)}`);
    }),
    close: async () => engine.close(),
  };
}
