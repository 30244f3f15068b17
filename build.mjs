// Bundles src/ into dist/: the program, its commands, the parts that load lazily, and the validators of the schemas.
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Plugin } from '@oclif/core';
import { build } from 'esbuild';
import { compileSchemas } from './schemas/compile.mjs';

const ROOT = fileURLToPath(new URL('.', import.meta.url));

const COMMANDS = readdirSync(join(ROOT, 'src/cli/commands'), { recursive: true })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -'.ts'.length).replaceAll('\\', '/'));

const options = {
  absWorkingDir: ROOT,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  chunkNames: 'chunks/[name]-[hash]',
  minify: true,
  sourcemap: false,
  legalComments: 'none',
  metafile: true,
  // oclif asks for it only to run a plugin's TypeScript.
  external: ['typescript'],
  alias: {
    // Unused, large, and the cause of a warning of Node's: see there.
    'node-fetch': join(ROOT, 'src/cluster/node-fetch.ts'),
    // Its "main" is UMD, which asks for its parts in a way that no bundler can follow.
    'jsonc-parser': 'jsonc-parser/lib/esm/main.js',
  },
  // oclif is CommonJS inside: it asks for `require` and `__dirname`, which a module does not have.
  banner: {
    js: [
      "import { createRequire as __createRequire } from 'node:module';",
      "import { dirname as __pathDirname } from 'node:path';",
      "import { fileURLToPath as __toPath } from 'node:url';",
      'const require = __createRequire(import.meta.url);',
      'const __filename = __toPath(import.meta.url);',
      'const __dirname = __pathDirname(__filename);',
    ].join('\n'),
  },
  logLevel: 'warning',
};

const result = await build({
  ...options,
  entryPoints: {
    cli: 'src/cli/main.ts',
    help: 'src/cli/help.ts',
    library: 'src/library/index.ts',
    'flow-test-worker': 'src/flow-test/worker.ts',
    ...Object.fromEntries(
      // Each by itself: a program that starts loads the one command that it runs.
      COMMANDS.map((command) => [`commands/${command}`, `src/cli/commands/${command}.ts`]),
    ),
  },
  outdir: 'dist',
});

// Chunks of earlier builds have other names. They go last, so that a program that starts meanwhile finds its own.
const made = new Set(Object.keys(result.metafile.outputs));
for (const folder of ['dist/chunks', 'dist/commands']) {
  for (const entry of readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = relative(ROOT, path).split(sep).join('/');
    if (entry.isFile() && !made.has(name)) rmSync(path);
  }
}

// What the framework reads of all commands, instead of loading them.
const plugin = new Plugin({ root: ROOT, ignoreManifest: true, errorOnManifestCreate: true });
await plugin.load();
write('oclif.manifest.json', JSON.stringify(plugin.manifest));

// What completion reads.
const { oclif } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const folder = mkdtempSync(join(tmpdir(), 'argoflow-build-'));
try {
  await build({
    ...options,
    entryPoints: ['src/cli/catalogue.ts'],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
  });
  const { catalogueOf } = await import(pathToFileURL(join(folder, 'catalogue.mjs')).href);
  write('dist/catalogue.json', JSON.stringify(catalogueOf(oclif.topics)));
} finally {
  rmSync(folder, { recursive: true });
}

const validators = await compileSchemas(join(ROOT, 'dist/schemas'));

// Whose code is in there: notices.mjs finds their licences.
write('dist/packages.json', `${JSON.stringify(packagesIn([result.metafile, ...validators]), null, 1)}\n`);

if (process.argv.includes('--sizes')) {
  for (const [file, { bytes }] of Object.entries(result.metafile.outputs)) {
    console.log(`${String(bytes).padStart(9)}  ${file}`);
  }
}

/** A program that starts meanwhile finds the old file or the new one, whole. */
function write(file, text) {
  writeFileSync(join(ROOT, `${file}.new`), text);
  renameSync(join(ROOT, `${file}.new`), join(ROOT, file));
}

/** The npm packages that gave a byte to a bundle, as their folders, sorted. */
function packagesIn(metafiles) {
  const inputs = metafiles
    .flatMap(({ outputs }) => Object.values(outputs))
    .flatMap(({ inputs }) => Object.entries(inputs))
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .flatMap(([path]) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? []);
  return [...new Set(inputs.map((path) => path.slice(path.indexOf('node_modules/'))))].sort((a, b) =>
    a < b ? -1 : 1,
  );
}
