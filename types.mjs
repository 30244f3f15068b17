// Writes the types of the library into dist/types: the declarations that src/library/index.ts leads to, and no others.

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('.', import.meta.url));
const TARGET = join(ROOT, 'dist', 'types');
const FIRST = 'library/index.d.ts';

const all = mkdtempSync(join(tmpdir(), 'argoflow-types-'));
try {
  // The compiler of this checkout: npm links it.
  const compiler = fileURLToPath(new URL('node_modules/typescript/bin/tsc', import.meta.url));
  const emit = ['--noEmit', 'false', '--declaration', '--emitDeclarationOnly', '--stripInternal'];
  const folders = ['--rootDir', join(ROOT, 'src'), '--outDir', all];
  const project = ['-p', join(ROOT, 'tsconfig.types.json')];
  const { status } = spawnSync(process.execPath, [compiler, ...project, ...emit, ...folders], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  if (status !== 0) throw new Error('the types of the library are not written: tsc failed');

  rmSync(TARGET, { recursive: true, force: true });
  const written = new Set();
  const open = [FIRST];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (written.has(file)) continue;
    written.add(file);
    const text = readFileSync(join(all, file), 'utf8').replace(
      /(\bfrom '|\bimport\(")(\.[^'"]+)\.ts(['"])/g,
      (_match, start, path, end) => {
        open.push(`${join(dirname(file), path)}.d.ts`);
        return `${start}${path}.js${end}`;
      },
    );
    mkdirSync(dirname(join(TARGET, file)), { recursive: true });
    writeFileSync(join(TARGET, file), text);
  }
} finally {
  rmSync(all, { recursive: true, force: true });
}
