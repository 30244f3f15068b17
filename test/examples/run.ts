import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { openEngine } from '../../src/engine/wasm.ts';
import { lint } from '../../src/lint/lint.ts';
import { loadManifests } from '../../src/load/load.ts';

// npm run -s examples -- FOLDER: lints each manifest of upstream's own examples alone. Every error and warning must
// stand in findings.jsonl with the reason why it is true; everything else is a rule that cries wolf.
// Exit code 1 when something is not listed, 2 for wrong usage.

interface Listed {
  readonly file: string;
  readonly rule: string;
  readonly message: string;
  readonly reason: string;
}

process.exitCode = await main(process.argv.slice(2));

async function main([folder, ...more]: readonly string[]): Promise<number> {
  if (folder === undefined || more.length > 0) {
    process.stderr.write('usage: npm run -s examples -- FOLDER\n');
    return 2;
  }
  const text = readFileSync(join(import.meta.dirname, 'findings.jsonl'), 'utf8');
  const listed: readonly Listed[] = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const reasons = new Map(listed.map((finding) => [keyOf(finding), finding.reason]));
  const found = await findingsIn(folder);
  const open = found.filter((finding) => !reasons.has(keyOf(finding)));
  for (const finding of open) process.stdout.write(`${JSON.stringify({ ...finding, reason: '' })}\n`);
  process.stdout.write(`${found.length} findings, ${open.length} without a reason\n`);
  return open.length > 0 ? 1 : 0;
}

function keyOf({ file, rule, message }: Omit<Listed, 'reason'>): string {
  return [file, rule, message].join('\n');
}

async function findingsIn(folder: string): Promise<readonly Omit<Listed, 'reason'>[]> {
  const engine = openEngine();
  const horizon = { complete: false, external: [] };
  try {
    const { files } = await loadManifests([folder]);
    const found: Omit<Listed, 'reason'>[] = [];
    for (const { name } of files) {
      const { diagnostics } = lint(await loadManifests([name]), { engine, horizon, ignores: true });
      for (const { rule, message, severity } of diagnostics) {
        if (severity !== 'info') found.push({ file: relative(folder, name), rule, message });
      }
    }
    return found;
  } finally {
    engine.close();
  }
}
