import { openEngine } from '../../src/engine/wasm.ts';
import { UserError } from '../../src/errors.ts';
import { isPermissions, readLines } from './cases.ts';
import { compareAll, type Difference } from './compare.ts';
import { compareWorlds } from './permissions.ts';

// npm run -s conformance -- FILE.jsonl[.gz]: argoflow's answers beside those of the real code.
// Exit code 1 when an answer differs, 2 for wrong usage, 3 for a file that cannot be checked.

const SHOWN = 10;

process.exitCode = main(process.argv.slice(2));

function main(files: readonly string[]): number {
  const [file] = files;
  if (file === undefined || files.length > 1) {
    process.stderr.write('usage: npm run -s conformance -- FILE.jsonl[.gz]\n');
    return 2;
  }
  let lines: string[];
  try {
    lines = readLines(file);
    if (lines[0] !== undefined && isPermissions(lines[0])) return permissions(lines);
  } catch (error) {
    process.stderr.write(
      `cannot read "${file}": ${error instanceof Error ? error.message : String(error)}\n`,
    );
    return 3;
  }
  const engine = openEngine();
  try {
    const { cases, differences, errorTexts } = compareAll(engine, lines);
    process.stdout.write(
      `${cases} cases, ${differences.length} differences, ${errorTexts.length} error texts differ\n`,
    );
    print('difference', differences);
    if (differences.length === 0) print('error text', errorTexts);
    return differences.length > 0 ? 1 : 0;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    process.stderr.write(`${error.message}${error.help === undefined ? '' : `\n${error.help}`}\n`);
    return 3;
  } finally {
    engine.close();
  }
}

function permissions(lines: readonly string[]): number {
  const { cases, differences } = compareWorlds(lines);
  process.stdout.write(`${cases} cases, ${differences.length} differences, 0 error texts differ\n`);
  for (const { world, request, allowed } of differences.slice(0, SHOWN)) {
    process.stdout.write(
      [
        `\ndifference in ${world}`,
        `  request   ${JSON.stringify(request)}`,
        `  expected  ${allowed ? 'denied' : 'allowed'}`,
        `  answered  ${allowed ? 'allowed' : 'denied'}`,
        '',
      ].join('\n'),
    );
  }
  return differences.length > 0 ? 1 : 0;
}

function print(what: string, differences: readonly Difference[]): void {
  for (const { example, answered } of differences.slice(0, SHOWN)) {
    const { line, expect, ...input } = example;
    process.stdout.write(
      [
        `\n${what} in ${example.id} (${example.op})`,
        `  case      ${JSON.stringify(input)}`,
        `  expected  ${JSON.stringify(expect)}`,
        `  answered  ${JSON.stringify(answered)}`,
        '',
      ].join('\n'),
    );
  }
}
