// `npm run docs`: writes the pages of rules and checks, and the picture of the flow.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { DOCS, WRITTEN_FOLDERS, writtenPages } from './pages.ts';

for (const folder of WRITTEN_FOLDERS) rmSync(new URL(folder, DOCS), { recursive: true, force: true });
for (const [path, text] of writtenPages()) {
  const file = new URL(path, DOCS);
  mkdirSync(new URL('.', file), { recursive: true });
  writeFileSync(file, text);
}
