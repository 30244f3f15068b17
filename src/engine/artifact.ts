import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UserError } from '../errors.ts';

/** The files that engine/build.mjs makes. */
export interface Artifact {
  readonly wasm: string;
  readonly worker: string;
}

/** Is the engine there to be asked? */
export function isEngineBuilt(): boolean {
  return findArtifact(dirname(fileURLToPath(import.meta.url))) !== undefined;
}

/** `from` is a folder inside the package. */
export function requireArtifact(from = dirname(fileURLToPath(import.meta.url))): Artifact {
  const found = findArtifact(from);
  if (found === undefined) {
    throw new UserError('work', 'the expression engine is not built', 'npm run build:engine');
  }
  return found;
}

function findArtifact(from: string): Artifact | undefined {
  const wasm = findBuilt('engine.wasm', from);
  const worker = findBuilt('engine.worker.js', from);
  return wasm === undefined || worker === undefined ? undefined : { wasm, worker };
}

/** A file in dist/ of the package, whether this code runs from src/ or from a chunk somewhere in dist/. */
export function findBuilt(name: string, from = dirname(fileURLToPath(import.meta.url))): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json'))) {
      const file = join(folder, 'dist', name);
      return existsSync(file) ? file : undefined;
    }
    if (dirname(folder) === folder) return undefined;
  }
}
