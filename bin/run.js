#!/usr/bin/env node
import { existsSync, readFileSync } from 'node:fs';
import * as module from 'node:module';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

// From Node 22.1 on, compiled code is kept between runs; Node 20 has no such cache.
module.enableCompileCache?.();

const root = fileURLToPath(new URL('..', import.meta.url));
const program = new URL('../dist/cli.js', import.meta.url);
if (existsSync(program)) {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  const { main } = await import(program);
  await main(process.argv.slice(2), root, version);
} else {
  process.stderr.write('error: argoflow is not built\nhelp: npm run build\n');
  process.exitCode = 3;
}
