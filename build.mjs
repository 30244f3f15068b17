// Bundles src/ into dist/: the program, its commands, and the parts that load lazily.
import { readdirSync, rmSync } from 'node:fs';
import { build } from 'esbuild';

const DIST = new URL('dist/', import.meta.url);

// The engine's files in dist/ are built by engine/build.mjs and stay.
try {
  for (const name of readdirSync(DIST)) {
    if (!name.startsWith('engine.')) rmSync(new URL(name, DIST), { recursive: true });
  }
} catch (error) {
  if (error.code !== 'ENOENT') throw error;
}

const result = await build({
  entryPoints: {
    cli: 'src/cli/main.ts',
    commands: 'src/cli/commands.ts',
  },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  chunkNames: 'chunks/[name]-[hash]',
  minify: true,
  keepNames: true,
  sourcemap: false,
  legalComments: 'none',
  metafile: true,
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

if (process.argv.includes('--sizes')) {
  for (const [file, { bytes }] of Object.entries(result.metafile.outputs)) {
    console.log(`${String(bytes).padStart(9)}  ${file}`);
  }
}
