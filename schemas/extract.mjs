// Makes a table of facts. Run by hand when a release comes out:
//
//   node schemas/extract.mjs argo-events v1.9.11 PATH    PATH of the schema.json that the project publishes
//   node schemas/extract.mjs argo-workflows v4.1.2 PATH
//   node schemas/extract.mjs kubernetes v1.36 PATH       PATH of an installed @kubernetes/client-node
//
// What the table has otherwise than its origin stands in corrections.json, with the reason.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readClientNode } from './client-node.mjs';
import { correct } from './corrections.mjs';
import { PRODUCTS, readPublished } from './published.mjs';

const [product, release, origin] = process.argv.slice(2);
if (origin === undefined || (product !== 'kubernetes' && !(product in PRODUCTS))) {
  process.stderr.write(
    `usage: extract.mjs ${[...Object.keys(PRODUCTS), 'kubernetes'].join('|')} RELEASE PATH\n`,
  );
  process.exit(2);
}
const table =
  product === 'kubernetes'
    ? await readClientNode(origin)
    : readPublished(JSON.parse(readFileSync(origin, 'utf8')), product);
const path = fileURLToPath(new URL(`${product}/${release}.json`, import.meta.url));
mkdirSync(dirname(path), { recursive: true });
writeFileSync(path, `${JSON.stringify({ product, release, ...correct(table, product) }, undefined, 1)}\n`);
process.stdout.write(`${path}\n`);
