import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isEngineBuilt, requireArtifact } from '../../src/engine/artifact.ts';
import { UserError } from '../../src/errors.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'engine-'));
  mkdirSync(join(root, 'dist', 'chunks'), { recursive: true });
  writeFileSync(join(root, 'package.json'), '{}');
});
afterEach(() => rmSync(root, { recursive: true }));

test('an engine that is not built says how to build it', () => {
  let thrown: unknown;
  try {
    requireArtifact(join(root, 'dist', 'chunks'));
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(UserError);
  expect(thrown).toMatchObject({
    kind: 'work',
    message: 'the expression engine is not built',
    help: 'npm run build:engine',
  });
});

test('the engine is found in dist of the package, from anywhere inside it', () => {
  writeFileSync(join(root, 'dist', 'engine.wasm'), '');
  writeFileSync(join(root, 'dist', 'engine.worker.js'), '');
  for (const from of ['dist', 'dist/chunks', 'src/engine']) {
    expect(requireArtifact(join(root, from)).wasm).toBe(join(root, 'dist', 'engine.wasm'));
  }
  expect(isEngineBuilt()).toBe(true);
});
