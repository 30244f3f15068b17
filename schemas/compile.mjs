// Compiles the JSON Schemas of all tables ahead of time: dist/schemas/PRODUCT-RELEASE.cjs, which maps
// `apiVersion/kind` to a function that says whether an object has that shape.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';

const SCHEMAS = fileURLToPath(new URL('.', import.meta.url));
const PRODUCTS = ['argo-events', 'argo-workflows', 'kubernetes'];

/** `folder` is where the validators go. */
export async function compileSchemas(folder) {
  const { jsonSchemaOf } = await load('../src/schema/json-schema.ts');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const product of PRODUCTS) {
    const overlay = readJson(join(SCHEMAS, 'overlay', `${product}.json`)) ?? {};
    for (const file of readdirSync(join(SCHEMAS, product))) {
      const { schema, kinds } = jsonSchemaOf(readJson(join(SCHEMAS, product, file)), overlay);
      const name = file.slice(0, -'.json'.length);
      writeFileSync(join(folder, `${product}-${name}.cjs`), await compile(schema, kinds));
    }
  }
}

/** One function for a type, whatever number of fields hold it: inlined, the code would be many times as long. */
async function compile(schema, kinds) {
  const ajv = new Ajv({
    schemas: [schema],
    code: { source: true, optimize: 1 },
    inlineRefs: false,
    messages: false,
    strictTypes: false,
    unicodeRegExp: true,
  });
  const contents = standaloneCode(ajv, kinds);
  return bundle({ stdin: { contents, resolveDir: SCHEMAS }, minify: true, format: 'cjs', target: 'node20' });
}

function readJson(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}

/** A module of src/, which is TypeScript. */
async function load(path) {
  const entry = fileURLToPath(new URL(path, import.meta.url));
  const code = await bundle({ entryPoints: [entry], format: 'esm' });
  return import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
}

async function bundle(options) {
  const { outputFiles } = await build({ ...options, bundle: true, write: false, platform: 'node' });
  return outputFiles[0].text;
}
