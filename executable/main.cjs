// The program of the single-file executable: unpacks the package that it carries, the first time, and starts it from
// there, so that threads, WebAssembly, templates and samples are files on disk as they are when npm installs them.
'use strict';

const {
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} = require('node:fs');
const { createRequire } = require('node:module');
const { homedir, tmpdir } = require('node:os');
const { basename, dirname, join, isAbsolute } = require('node:path');
const { getAsset, getRawAsset } = require('node:sea');
const { deserialize } = require('node:v8');
const { gunzipSync } = require('node:zlib');

try {
  const folder = unpacked();
  // A symbolic link with the name of kubectl's helper is that helper.
  const program = basename(process.argv0).startsWith('kubectl_complete-') ? 'complete.js' : 'run.js';
  // Only a file on disk can import others: what is embedded sees the modules of Node alone.
  createRequire(join(folder, 'start.cjs'))('./start.cjs')(program);
} catch (error) {
  process.stderr.write(
    `error: cannot unpack argoflow: ${error.message}\nhelp: set XDG_CACHE_HOME to a folder that can be written to\n`,
  );
  process.exitCode = 3;
}

/** The folder with the package: in the user's cache, or, where that cannot be, one for this run only. */
function unpacked() {
  try {
    const folder = join(cacheFolder(), 'argoflow', getAsset('name', 'utf8'));
    if (!existsSync(folder)) unpackAs(folder);
    // Nobody runs what another user has put there, or what somebody has taken apart.
    if (statSync(join(folder, 'start.cjs')).uid === process.getuid()) return folder;
  } catch {
    // A home that is not there, is read-only, or full.
  }
  const folder = mkdtempSync(join(tmpdir(), 'argoflow-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  unpackInto(folder);
  return folder;
}

/** Throws where the user has no home. */
function cacheFolder() {
  // A relative path is to be ignored (XDG Base Directory Specification).
  const given = process.env.XDG_CACHE_HOME ?? '';
  return isAbsolute(given) ? given : join(homedir(), '.cache');
}

/** Whole or not at all, also when several start at once. */
function unpackAs(folder) {
  mkdirSync(dirname(folder), { recursive: true });
  const unfinished = mkdtempSync(`${folder}.`);
  try {
    unpackInto(unfinished);
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    // Another was faster.
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  }
}

function unpackInto(folder) {
  for (const [path, bytes] of deserialize(gunzipSync(Buffer.from(getRawAsset('package'))))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
}
