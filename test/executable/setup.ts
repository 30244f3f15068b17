import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

const FOLDER = fileURLToPath(new URL('../../executable/', import.meta.url));

declare module 'vitest' {
  interface ProvidedContext {
    /** The only folder of programs: `argoflow`, by all of its names. */
    readonly programs: string;
  }
}

export default function setup(project: TestProject): () => void {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(FOLDER, 'build.mjs')], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${stdout}${stderr}`);
  const programs = mkdtempSync(join(tmpdir(), 'argoflow programs '));
  for (const name of ['argoflow', 'kubectl-argoflow', 'kubectl_complete-argoflow'])
    symlinkSync(join(FOLDER, 'dist', 'argoflow'), join(programs, name));
  project.provide('programs', programs);
  return () => rmSync(programs, { recursive: true });
}
