// Makes executable/dist/argoflow, one file that holds Node.js and the package and needs nothing else, for the system that
// this runs on (https://nodejs.org/api/single-executable-applications.html). The Node that runs this is the one in it.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serialize } from 'node:v8';
import { gzipSync } from 'node:zlib';

const SOURCES = fileURLToPath(new URL('.', import.meta.url));
const ROOT = fileURLToPath(new URL('..', import.meta.url));
const TARGET = join(SOURCES, 'dist', 'argoflow');

// The first with --build-sea.
const OLDEST_NODE = [25, 5];

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
  process.stderr.write(
    `an executable is made by Node ${OLDEST_NODE.join('.')} or later, and this is ${process.version}\n`,
  );
  process.exitCode = 1;
} else if (process.platform === 'win32') {
  process.stderr.write('an executable is made for Linux and macOS; on Windows, use the npm package\n');
  process.exitCode = 1;
} else make();

function make() {
  const { name, version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const licence = licenceOfNode();
  const files = new Map(packedFiles().map((path) => [path, readFileSync(join(ROOT, path))]));
  files.set('start.cjs', readFileSync(join(SOURCES, 'start.cjs')));
  files.set('LICENSE-node', licence);
  const archive = serialize(files);
  const hash = createHash('sha256').update(archive).digest('hex').slice(0, 16);

  const folder = mkdtempSync(join(tmpdir(), 'argoflow-executable-'));
  try {
    const inFolder = (file, content) => {
      writeFileSync(join(folder, file), content);
      return join(folder, file);
    };
    mkdirSync(dirname(TARGET), { recursive: true });
    const config = {
      main: join(SOURCES, 'main.cjs'),
      executable: strippedNode(join(folder, 'node')),
      output: TARGET,
      disableExperimentalSEAWarning: true,
      assets: {
        name: inFolder('name', `${version}-${hash}`),
        package: inFolder('package', gzipSync(archive, { level: 9 })),
      },
    };
    run(process.execPath, ['--build-sea', inFolder('config.json', JSON.stringify(config))]);
    // What is not signed does not start on macOS.
    if (process.platform === 'darwin') run('codesign', ['--force', '--sign', '-', TARGET]);
    writeFileSync(join(dirname(TARGET), 'LICENSE-node'), licence);
  } finally {
    rmSync(folder, { recursive: true });
  }
  process.stdout.write(`${name} ${version} with Node ${process.versions.node}: ${TARGET}\n`);
}

/** What npm would publish, built. */
function packedFiles() {
  run('npm', ['run', '-s', 'prepack']);
  const listed = run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts', '--loglevel=error']);
  const [packed] = Object.values(JSON.parse(listed));
  return packed.files.map(({ path }) => path);
}

/** A copy of the Node that runs this, where there is a `strip` a fifth smaller. */
function strippedNode(copy) {
  copyFileSync(process.execPath, copy);
  // On macOS it would break the signature, and saves little.
  if (process.platform === 'linux') spawnSync('strip', [copy]);
  return copy;
}

/** Node's licence asks to go wherever Node goes: from its own archive, its npm package, or Debian's. */
function licenceOfNode() {
  const { execPath, platform, arch } = process;
  for (const folder of ['..', `../node_modules/node-${platform}-${arch}`, '../share/doc/nodejs']) {
    const file = join(dirname(execPath), folder, 'LICENSE');
    const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
    if (text.startsWith('Node.js is licensed')) return text;
  }
  throw new Error(`the LICENSE of Node is not beside ${execPath}`);
}

/** The output of a program that has to end well. */
function run(program, args) {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd: ROOT, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${program} ${args[0]} failed: ${error?.message ?? stderr}`);
  return stdout;
}
