import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** What a machine has on its PATH beside argoflow; no Go, no kubectl, no git. */
const TOOLS = ['sh', 'env', 'cat', 'sed', 'head', 'ls'];

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the package is installed: node_modules/ and nothing else of ours. */
    readonly home: string;
    /** The only folders of programs. */
    readonly path: string;
    readonly tarball: string;
  }
}

export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'argoflow package ü '));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const packed = npm(['pack', '--pack-destination', folder, '--json', '--loglevel=error'], ROOT);
    const [, filename = ''] = /"filename": "([^"]+)"/.exec(packed) ?? [];
    const tarball = join(folder, filename);
    const home = join(folder, 'home');
    mkdirSync(home);
    writeFileSync(join(home, 'package.json'), '{"private": true, "type": "module"}\n');
    // Offline: whatever it needed from a registry would be missing.
    npm(['install', '--offline', '--no-audit', '--no-fund', '--loglevel=error', tarball], home);
    const tools = join(folder, 'tools');
    mkdirSync(tools);
    symlinkSync(process.execPath, join(tools, 'node'));
    for (const tool of TOOLS) symlinkSync(whereIs(tool), join(tools, tool));
    project.provide('home', home);
    project.provide('tarball', tarball);
    project.provide('path', [join(home, 'node_modules', '.bin'), tools].join(delimiter));
  } catch (error) {
    remove();
    throw error;
  }
  return remove;
}

function npm(args: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync('npm', args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`npm ${args[0]} failed: ${stderr}`);
  return stdout;
}

function whereIs(tool: string): string {
  const { stdout } = spawnSync('sh', ['-c', `command -v ${tool}`], { encoding: 'utf8' });
  return stdout.trim();
}
