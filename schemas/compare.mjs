// Compares a table with the schema that its project publishes, field by field, and lists every difference with its
// reason. Exit code 1 when a difference has none.
//
//   node schemas/compare.mjs argo-events v1.9.11 PATH    PATH of the published schema.json
//   node schemas/compare.mjs kubernetes v1.36 PATH       PATH of an installed @kubernetes/client-node
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { readClientNode } from './client-node.mjs';
import { correctionsOf } from './corrections.mjs';
import { PRODUCTS, readPublished } from './published.mjs';

/**
 * The differences between two tables, as lines `Type.field: ours, theirs: reason`; a difference without an entry in
 * the corrections is unexplained. A type that nothing of ours refers to any more goes with the field that did.
 */
export function compareTables(ours, theirs, corrections) {
  const reasons = new Map(corrections.map(({ at, why }) => [at, why]));
  const differences = [];
  const differ = (at, our, their) => {
    const why = reasons.get(at);
    differences.push({ at, ours: our, theirs: their, why });
  };
  for (const apiVersion of union(ours.kinds, theirs.kinds)) {
    const [own = {}, other = {}] = [ours.kinds[apiVersion], theirs.kinds[apiVersion]];
    for (const kind of union(own, other)) {
      if (own[kind] !== other[kind]) differ(`${apiVersion}/${kind}`, own[kind], other[kind]);
    }
  }
  for (const type of union(ours.types, theirs.types)) {
    const [own, other] = [ours.types[type], theirs.types[type]];
    if (own === undefined && isReplaced(type, theirs, reasons)) continue;
    if (own === undefined || other === undefined) {
      differ(type, own && 'a type', other && 'a type');
      continue;
    }
    for (const field of union(own, other)) {
      if (own[field] !== other[field]) differ(`${type}.${field}`, own[field], other[field]);
    }
  }
  return differences;
}

/** Whether all fields that lead to the type, or to one that does, have another type in the table, for a reason. */
function isReplaced(type, { types }, reasons, seen = new Set()) {
  if (seen.has(type)) return true;
  seen.add(type);
  return Object.entries(types).every(([from, fields]) =>
    Object.entries(fields).every(([field, to]) => {
      if (to.replace(/(?:\[\]|\{\})+$/, '') !== type || reasons.has(`${from}.${field}`)) return true;
      return isReplaced(from, { types }, reasons, seen) && !isRoot(from);
    }),
  );
}

function isRoot(type) {
  return !type.includes('.') && Object.values(PRODUCTS).some(({ kinds }) => kinds.includes(type));
}

function union(a, b) {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].sort((x, y) => (x < y ? -1 : 1));
}

async function main([product, release, origin]) {
  const table = fileURLToPath(new URL(`${product}/${release}.json`, import.meta.url));
  if (origin === undefined || !existsSync(table)) {
    process.stderr.write('usage: compare.mjs argo-events|argo-workflows|kubernetes RELEASE PATH\n');
    return 2;
  }
  const theirs =
    product === 'kubernetes'
      ? await readClientNode(origin)
      : readPublished(JSON.parse(readFileSync(origin, 'utf8')), product);
  const ours = JSON.parse(readFileSync(table, 'utf8'));
  const differences = compareTables(ours, theirs, correctionsOf(product));
  for (const { at, ours: our = 'absent', theirs: their = 'absent', why = 'NO REASON' } of differences) {
    process.stdout.write(`${at}: ${our} here, ${their} there: ${why}\n`);
  }
  const unexplained = differences.filter(({ why }) => why === undefined).length;
  process.stdout.write(`${differences.length} differences, ${unexplained} without a reason\n`);
  return unexplained === 0 ? 0 : 1;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exitCode = await main(process.argv.slice(2));
}
