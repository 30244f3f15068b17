import { readdirSync, readFileSync } from 'node:fs';
import { join, matchesGlob } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { NODE_TESTS } from '../node/tests.ts';

// The list of tests that run on both Nodes leaves none out that has to do with Node.

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const tests = readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts'))
  .map((file) => `test/${file.replaceAll('\\', '/')}`);

/** Files are read by all of them, for their fixtures. */
const MODULES = /from 'node:(?!fs|path|url|os|crypto|util|assert)[\w/]+'|support\/(?:binary|watching)\.ts'/;

it('all tests that start the program, or use what Nodes differ in, run on both', () => {
  const about = tests.filter((file) => MODULES.test(readFileSync(join(ROOT, file), 'utf8')));
  expect(about.length).toBeGreaterThan(30);
  expect(about.filter((file) => !NODE_TESTS.some((pattern) => matchesGlob(file, pattern)))).toEqual([]);
});

it('every pattern stands for a test', () => {
  expect(NODE_TESTS.filter((pattern) => !tests.some((file) => matchesGlob(file, pattern)))).toEqual([]);
});
