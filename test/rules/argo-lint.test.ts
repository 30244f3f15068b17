import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Diagnostic } from '../../src/diagnostic.ts';
import { openEngine } from '../../src/engine/wasm.ts';
import { lint } from '../../src/lint/lint.ts';
import { buildModel } from '../../src/model/build.ts';
import { parseYaml } from '../../src/yaml/parse.ts';

/** One manifest a line, and whether `argo lint --offline` 4.1.2 accepted it when it was given alone. */
interface Verdict {
  readonly id: string;
  readonly about: string;
  readonly accepted: boolean;
  readonly manifest: string;
}

const VERDICTS: readonly Verdict[] = readFileSync(
  join(import.meta.dirname, 'argo-lint/verdicts.jsonl'),
  'utf8',
)
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line));

/** Rejected by `argo lint`, and not here: why, and which. */
const OVERLOOKED = reasons({
  'a key that stands twice is a warning, and the object is read': ['p3', 'p26', 'p42'],
  'that there is nothing to lint is for the command to say': ['p15', 'p18', 'p28', 'p30', 'p31'],
  'an object without a namespace is in the one that is asked for': ['r4b', 'r4c'],
  'the last of two objects counts, with a warning': ['r6'],
  'an object of another product is not decoded as one of these': ['y1'],
  'argo lint panics': ['r7', 'r7b'],
  'an expression is taken to have another value when it runs': ['x4', 'zz1'],
  'a control character in a value': ['v36', 'x3'],
  'the name of a WorkflowTemplate is a variable': ['r8d'],
});

/** Accepted by `argo lint`, and rejected here: why, and which. */
const REJECTED = reasons({
  'the API server takes no object without apiVersion': ['p20', 'y1c'],
  'the API server takes no object without name': ['p36'],
  'the API server takes no such name': ['w8'],
  'argo lint drops a document that it cannot read': ['p22', 'p32', 'y2'],
  'argo lint stops at the first parameter without a value': ['w22'],
  'the files are said to be the whole flow, and have no such ConfigMap': ['t69', 'x1d', 'z2'],
  'a run ends in an error when it comes to an expression like that': [
    's14',
    'd10',
    'd18',
    'd21',
    'x22',
    'c9',
  ],
  'a run ends in an error when it comes to a duration like that': ['p53', 'p54', 'p66', 't12', 'z19b', 'w15'],
  'a run cannot evaluate an expression like that': [
    ...['p67', 'v7c', 'v23', 'v23b', 'v23e', 'v27b', 'v30c', 't37', 't55', 't65', 'c8'],
  ],
  'a run looks up the templates of hooks': ['w11', 'w12', 's23', 's25', 'm13'],
  'a run looks up the volumes of mounts': ['w31', 'x8'],
  'a run cannot follow such a retryStrategy': ['p57'],
  'a run cannot apply such a patch': ['w39'],
  'a run cannot use such a cache': ['t61'],
  'a run emits no such metric': ['w30', 't60'],
  'a run starts no pod': ['w32'],
  'the API server takes no pod with a container without an image': ['t53', 'x16'],
  'a run waits for ever for the step beside it': ['s16'],
  'a run cannot take such a lock': ['w34'],
  'the cluster knows no such value': ['w38', 'y28'],
  'kubectl takes no such manifest': ['t45', 'x30', 'x30b', 'zz5'],
  'a request needs an address': ['t66'],
  'each inline template runs, not only the first one': ['s28', 'd19'],
  'a run asks each hook when it is to run': ['d15'],
  'a run cannot count like that': ['s11b', 's11c'],
  'a field that the kind does not have does nothing, wherever it stands': ['p4b', 'p4c', 'p4g', 'y17'],
  'a parameter reads a list or a mapping as an empty text': ['p8'],
  'the status is not part of what somebody applies': ['r11b'],
});

function reasons(table: Readonly<Record<string, readonly string[]>>): ReadonlySet<string> {
  return new Set(Object.values(table).flat());
}

const engine = openEngine();
afterAll(() => engine.close());

/** It knows nothing of permissions, and no account of these Workflows has any. */
function errors(manifest: string): readonly Diagnostic[] {
  const name = 'manifest.yaml';
  const { documents, diagnostics } = parseYaml(manifest, name);
  const model = buildModel(documents);
  const input = {
    model,
    files: [{ name, text: manifest }],
    diagnostics: [...diagnostics, ...model.diagnostics],
  };
  const horizon = { complete: true, external: [] };
  return lint(input, { engine, horizon, ignores: true }).diagnostics.filter(
    ({ severity, rule }) => severity === 'error' && !rule.startsWith('rbac/'),
  );
}

describe('what argo lint rejects', () => {
  const rejected = VERDICTS.filter(({ accepted }) => !accepted);

  it.each(rejected)('$id: $about', ({ id, manifest }) => {
    const found = errors(manifest);
    if (OVERLOOKED.has(id)) return expect(found).toEqual([]);
    expect(found.length).toBeGreaterThan(0);
    for (const { at } of found) expect(at.range, 'has a place').toBeDefined();
  });
});

describe('what argo lint accepts', () => {
  const accepted = VERDICTS.filter((verdict) => verdict.accepted);

  it.each(accepted)('$id: $about', ({ id, manifest }) => {
    const rules = errors(manifest).map(({ rule }) => rule);
    if (REJECTED.has(id)) expect(rules).not.toEqual([]);
    else expect(rules).toEqual([]);
  });
});
