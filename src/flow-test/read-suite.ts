import type { Diagnostic } from '../diagnostic.ts';
import { isObject } from '../json.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { parseYaml } from '../yaml/parse.ts';
import { FLOW_TEST } from './flow-test-file.ts';
import { misfits } from './shape.ts';
import type { ReadSuite } from './suite.ts';
import { suiteOf } from './suite-cases.ts';
import { contradictions, problem } from './suite-problems.ts';

/** Reads a flow test. Never throws: whatever is wrong with the text has its place in the diagnostics. */
export function readSuite(text: string, file: string): ReadSuite {
  const { documents, diagnostics } = parseYaml(text, file);
  const broken = diagnostics.filter(({ severity }) => severity === 'error');
  if (broken.length > 0) return { suite: undefined, diagnostics: broken };
  const [document, second] = documents.filter(({ empty }) => !empty);
  const refuse = (message: string, help: string, range?: YamlDocument): ReadSuite => ({
    suite: undefined,
    diagnostics: [
      {
        rule: 'test/file',
        severity: 'error',
        message,
        at: { file, ...(range && { range: range.rangeOf([]) }) },
        help,
      },
    ],
  });
  if (document === undefined) {
    return refuse('the flow test is empty', 'say what is fired and what must come of it: event, expect');
  }
  if (second !== undefined)
    return refuse('a flow test is one document, and here is another', 'use "cases"', second);

  const value = document.value;
  const wrong: Diagnostic[] = misfits(value, { type: 'mapping', name: 'suite' }, FLOW_TEST).map(
    ({ path, key, message, help }) => problem(document, path, message, help, key === true),
  );
  if (wrong.length === 0 && isObject(value)) wrong.push(...contradictions(document, value));
  if (wrong.length > 0 || !isObject(value)) return { suite: undefined, diagnostics: wrong };
  return { suite: suiteOf(document, value), diagnostics: [] };
}
