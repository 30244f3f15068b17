// Builds dist/engine.wasm, the Go program of this folder, and dist/engine.worker.js, the thread that runs it.
//
// The Go program is compiled only when its sources, the flags or the compiler changed: dist/engine.json keeps the hash
// that dist/engine.wasm was built from. With `--optional`, or when npm runs it as part of an installation, a missing
// Go is a remark and not a failure: everything that asks the engine nothing works without it.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const SOURCES = fileURLToPath(new URL('.', import.meta.url));
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DIST = join(ROOT, 'dist');
const WASM = join(DIST, 'engine.wasm');
const STAMP = join(DIST, 'engine.json');

// The same bytes from the same sources and compiler, wherever they lie.
const FLAGS = ['-buildmode=c-shared', '-trimpath', '-buildvcs=false', '-ldflags=-s -w -buildid='];
const OLDEST_GO = [1, 26];
// 1 GiB: what an expression allocates beyond it fails, instead of taking the machine's memory.
const MAX_PAGES = 16384;

mkdirSync(DIST, { recursive: true });
await buildWorker();
process.exitCode = buildEngine();

async function buildWorker() {
  await build({
    entryPoints: [join(ROOT, 'src/engine/worker.ts')],
    outfile: join(DIST, 'engine.worker.js'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
  });
}

function buildEngine() {
  const go = goVersion();
  if (go === undefined || !isNewEnough(go)) {
    const found = go === undefined ? 'there is no Go' : `Go is ${go}`;
    process.stderr.write(
      `the expression engine is not built: it needs Go ${OLDEST_GO.join('.')} and ${found}; later: npm run build:engine\n`,
    );
    return isOptional() ? 0 : 1;
  }
  const hash = hashOfSources(go);
  if (builtFrom() === hash) return 0;

  const unfinished = `${WASM}.${process.pid}`;
  const { status } = spawnSync('go', ['build', ...FLAGS, '-o', unfinished, '.'], {
    cwd: SOURCES,
    env: { ...process.env, GOOS: 'wasip1', GOARCH: 'wasm', GOFLAGS: '-mod=readonly', GOWORK: 'off' },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) {
    rmSync(unfinished, { force: true });
    process.stderr.write(
      'the expression engine is not built: go build failed; later: npm run build:engine\n',
    );
    return isOptional() ? 0 : 1;
  }
  writeFileSync(unfinished, limitMemory(readFileSync(unfinished)));
  renameSync(unfinished, WASM);
  writeFileSync(STAMP, `${JSON.stringify({ hash, go }, null, 2)}\n`);
  return 0;
}

/** `1.26.8`, or undefined where there is no Go. */
function goVersion() {
  const { status, stdout } = spawnSync('go', ['env', 'GOVERSION'], { cwd: SOURCES, encoding: 'utf8' });
  return status === 0 ? stdout.trim().replace(/^go/, '') : undefined;
}

function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10));
  return major > OLDEST_GO[0] || (major === OLDEST_GO[0] && minor >= OLDEST_GO[1]);
}

function isOptional() {
  const installs = ['prepare', 'install', 'preinstall', 'postinstall'];
  return process.argv.includes('--optional') || installs.includes(process.env.npm_lifecycle_event);
}

function hashOfSources(go) {
  const hash = createHash('sha256').update(`${go}\n${FLAGS.join(' ')}\n`);
  for (const name of readdirSync(SOURCES).sort()) {
    if (/\.go$|^go\.(mod|sum)$|^build\.mjs$/.test(name)) {
      hash.update(`${name}\n`).update(readFileSync(join(SOURCES, name)));
    }
  }
  return hash.digest('hex');
}

function builtFrom() {
  try {
    return existsSync(WASM) ? JSON.parse(readFileSync(STAMP, 'utf8')).hash : undefined;
  } catch {
    return undefined;
  }
}

/** Go declares its memory without a maximum; the module's memory section (id 5) gets one. */
function limitMemory(module) {
  for (let at = 8; at < module.length; ) {
    const id = module[at];
    const [size, body] = readVarint(module, at + 1);
    if (id === 5) {
      const [initial] = readVarint(module, body + 2);
      const limits = [...writeVarint(1), 1, ...writeVarint(initial), ...writeVarint(MAX_PAGES)];
      const section = [5, ...writeVarint(limits.length), ...limits];
      return Buffer.concat([module.subarray(0, at), Buffer.from(section), module.subarray(body + size)]);
    }
    at = body + size;
  }
  throw new Error('the module has no memory section');
}

/** The number at `start`, and where the next byte is. */
function readVarint(bytes, start) {
  let value = 0;
  for (let at = start; ; at++) {
    value |= (bytes[at] & 0x7f) << ((at - start) * 7);
    if (bytes[at] < 0x80) return [value >>> 0, at + 1];
  }
}

function writeVarint(value) {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...writeVarint(value >>> 7)];
}
