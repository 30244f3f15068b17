// Writes THIRD_PARTY_NOTICES.md: whose code is in dist/, and under which licence. The npm packages are those that
// build.mjs found in the bundles (dist/packages.json), the Go modules those that the compiler links into the engine; the
// texts are theirs, from node_modules and from Go's module cache. With `--check`, it only says whether the file is that.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('.', import.meta.url));
const FILE = join(ROOT, 'THIRD_PARTY_NOTICES.md');
const LEGAL = /^(?:un)?licen[cs]e|^copying|^notice/i;

const HEAD = `# Third-party notices

argoflow contains the work of others: npm packages in its bundles, Go modules in its engine. Here are all of them, each
with its licence. \`npm run notices\` writes this file, from what is in the bundles.

The single-file executable contains Node.js, too. Its licence, with those of all that it contains, is the file LICENSE-node
beside the executable, which it also unpacks.
`;

const text = [
  HEAD,
  '## npm packages\n',
  ...sections(packages()),
  '## Go modules\n',
  ...sections([...modules(), standardLibrary()]),
].join('\n');

if (process.argv.includes('--check')) {
  if (readFileSync(FILE, 'utf8') !== text) {
    process.stderr.write('THIRD_PARTY_NOTICES.md is not what is in the bundles\nhelp: npm run notices\n');
    process.exitCode = 1;
  }
} else writeFileSync(FILE, text);

function packages() {
  return JSON.parse(readFileSync(join(ROOT, 'dist/packages.json'), 'utf8')).map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8'));
    return { name, version, licence: license, texts: legalTexts(join(ROOT, folder)) };
  });
}

function modules() {
  const format =
    '{{with .Module}}{{.Path}}\t{{.Version}}\t{{with .Replace}}{{.Path}} {{.Version}}{{end}}\t{{.Dir}}{{end}}';
  const lines = go(['list', '-deps', '-f', format, '.']).split('\n');
  return [...new Set(lines)]
    .map((line) => line.split('\t'))
    .filter(([, version]) => version)
    .map(([path, version, replaced, folder]) => {
      const [name, exact] = replaced ? replaced.split(' ') : [path, version];
      return { name, version: exact, texts: legalTexts(folder) };
    });
}

/** The runtime and the standard library, which every Go program holds. Any release has the same licence. */
function standardLibrary() {
  return {
    name: 'Go',
    version: 'standard library',
    texts: legalTexts(go(['env', 'GOROOT']).trim(), /^LICENSE$/),
  };
}

function go(words) {
  const env = { ...process.env, GOOS: 'wasip1', GOARCH: 'wasm', GOFLAGS: '-mod=readonly', GOWORK: 'off' };
  const { status, stdout, stderr } = spawnSync('go', words, {
    cwd: join(ROOT, 'engine'),
    env,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`go ${words[0]} failed: ${stderr}`);
  return stdout;
}

function legalTexts(folder, pattern = LEGAL) {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && pattern.test(entry.name))
    .map(({ name }) => name)
    .sort();
  if (names.length === 0) throw new Error(`${folder} has no licence: find out what it asks for`);
  return names.map((name) =>
    readFileSync(join(folder, name), 'utf8')
      .replaceAll('\r\n', '\n')
      .replace(/[ \t]+$/gm, '')
      .trim(),
  );
}

/** One section for all that have the same texts. */
function sections(works) {
  const byTexts = new Map();
  for (const work of works) {
    const key = work.texts.join('\n\n');
    byTexts.set(key, [...(byTexts.get(key) ?? []), work]);
  }
  return [...byTexts].map(([texts, group]) => {
    const names = group.map(({ name, version, licence }) =>
      licence === undefined ? `- ${name} ${version}` : `- ${name} ${version} (${licence})`,
    );
    const fence = '`'.repeat(Math.max(3, ...[...texts.matchAll(/`+/g)].map(([run]) => run.length + 1)));
    return `${names.join('\n')}\n\n${fence}text\n${texts}\n${fence}\n`;
  });
}
