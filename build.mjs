// Bundles src/ into dist/: the program, its commands, the parts that load lazily, and the validators of the schemas.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { compileSchemas } from './schemas/compile.mjs';

const ROOT = fileURLToPath(new URL('.', import.meta.url));

const result = await build({
  entryPoints: {
    cli: 'src/cli/main.ts',
    commands: 'src/cli/commands.ts',
    catalogue: 'src/cli/catalogue.ts',
    'flow-test-worker': 'src/flow-test/worker.ts',
  },
  absWorkingDir: ROOT,
  outdir: 'dist',
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
});

// Chunks of earlier builds have other names. They go last, so that a program that starts meanwhile finds its own.
const made = new Set(Object.keys(result.metafile.outputs));
for (const name of readdirSync(join(ROOT, 'dist/chunks'))) {
  if (!made.has(`dist/chunks/${name}`)) rmSync(join(ROOT, 'dist/chunks', name));
}

// What completion reads, instead of loading every command.
const { catalogueOf } = await import(new URL('dist/catalogue.js', import.meta.url));
const { oclif } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
writeFileSync(join(ROOT, 'dist/catalogue.json'), JSON.stringify(catalogueOf(oclif.topics)));

await compileSchemas(join(ROOT, 'dist/schemas'));

if (process.argv.includes('--sizes')) {
  for (const [file, { bytes }] of Object.entries(result.metafile.outputs)) {
    console.log(`${String(bytes).padStart(9)}  ${file}`);
  }
}
