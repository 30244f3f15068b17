// Compiles the JSON Schemas of all tables ahead of time: dist/schemas/PRODUCT-RELEASE.cjs, which maps
// `apiVersion/kind` to a function that says whether an object has that shape.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';

const SCHEMAS = fileURLToPath(new URL('.', import.meta.url));
const PRODUCTS = ['argo-events', 'argo-workflows', 'kubernetes'];

/** `folder` is where the validators go. Gives esbuild's metafiles of them. */
export async function compileSchemas(folder) {
  const { jsonSchemaOf } = await load('../src/schema/json-schema.ts');
  mkdirSync(folder, { recursive: true });
  const made = new Set();
  const metafiles = [];
  for (const product of PRODUCTS) {
    const overlay = readJson(join(SCHEMAS, 'overlay', `${product}.json`)) ?? {};
    for (const file of readdirSync(join(SCHEMAS, product))) {
      const { schema, kinds } = jsonSchemaOf(readJson(join(SCHEMAS, product, file)), overlay);
      const name = `${product}-${file.slice(0, -'.json'.length)}.cjs`;
      // A program that starts meanwhile finds the old file or the new one, whole.
      const { text, metafile } = await compile(schema, kinds);
      metafiles.push(metafile);
      writeFileSync(join(folder, `${name}.new`), text);
      renameSync(join(folder, `${name}.new`), join(folder, name));
      made.add(name);
    }
  }
  for (const name of readdirSync(folder)) if (!made.has(name)) rmSync(join(folder, name), { force: true });
  return metafiles;
}

/** One function for a type, whatever number of fields hold it: inlined, the code would be many times as long. */
async function compile(schema, kinds) {
  const ajv = new Ajv({
    schemas: [schema],
    code: { source: true, optimize: 1, lines: true },
    inlineRefs: false,
    messages: false,
    strictTypes: false,
    unicodeRegExp: true,
  });
  const contents = withoutErrors(standaloneCode(ajv, kinds));
  return bundle({ stdin: { contents, resolveDir: SCHEMAS }, minify: true, format: 'cjs', target: 'node20' });
}

/**
 * What ajv would say of a mistake is left out: src/schema/shape.ts says it, and to load twice as much code takes twice
 * as long at every start. The result is the same (test/schema holds the two against each other); a validator returns
 * at its first mistake, and what it was is not kept.
 */
function withoutErrors(code) {
  const slim = code
    .replace(/^validate\d+\.errors = .*;\n/gm, '')
    // A type that another one holds.
    .replace(
      /^vErrors = vErrors === null \? [\w.]+\.errors : .*;\nerrors = vErrors\.length;$/gm,
      'return false;',
    )
    .replace(/^const (err\d+) = \{.*\};$/gm, 'const $1 = 0;')
    .replace(/^(function validate\d+\(data), \{.*\}=\{\}\)/gm, '$1)')
    .replace(/(validate\d*\([^,()]+), \{.*?\}\)/g, '$1)')
    // Of a schema, its code asks only for the names of many properties, and for long lists of values.
    .replace(/^const (schema\d+) = (\{.*\});$/gm, (line, name, json) => {
      const uses =
        code.replace(/^validate\d+\.errors = .*;$/gm, '').match(new RegExp(`\\b${name}\\.[\\w.]*`, 'g')) ??
        [];
      if (uses.some((use) => use !== `${name}.properties`)) return line;
      const names = Object.keys(JSON.parse(json).properties ?? {}).map((key) => [key, 0]);
      return `const ${name} = ${JSON.stringify({ properties: Object.fromEntries(names) })};`;
    });
  if (/\.errors\b|instancePath|parentData/.test(slim))
    throw new Error('this version of ajv writes errors in another way');
  return slim;
}

function readJson(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}

/** A module of src/, which is TypeScript. */
async function load(path) {
  const entry = fileURLToPath(new URL(path, import.meta.url));
  const { text } = await bundle({ entryPoints: [entry], format: 'esm' });
  return import(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`);
}

async function bundle(options) {
  const { outputFiles, metafile } = await build({
    ...options,
    bundle: true,
    write: false,
    platform: 'node',
    metafile: true,
  });
  return { text: outputFiles[0].text, metafile };
}
