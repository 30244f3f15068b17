import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, normalize, relative, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

// The tables of src/ARCHITECTURE.md are the rule; this test only reads and enforces them.

const SRC = new URL('../../src/', import.meta.url).pathname;
const document = readFileSync(join(SRC, 'ARCHITECTURE.md'), 'utf8');

/** A room is a folder of src/, or a file directly in it. */
const rooms = new Map<string, { layer: number; mayImport: readonly string[] }>();
for (const [, layer, room, imports] of document.matchAll(/^\| *(\d+) *\| *(\S+) *\|([^|]*)\|/gm)) {
  const mayImport = (imports ?? '').split(/\s+/).filter((name) => name !== '');
  rooms.set(room ?? '', { layer: Number(layer), mayImport });
}
const fences = new Map<string, readonly string[]>();
const fenceTable = document.slice(document.indexOf('## Fences'), document.indexOf('## Invariants'));
for (const [, library, allowed] of fenceTable.matchAll(/^\| *([@\w:/.-]*\w) *\| *([^|]+?) *\|$/gm)) {
  if (library !== 'library') fences.set(library ?? '', (allowed ?? '').trim().split(/\s+/));
}

interface Import {
  readonly file: string;
  readonly room: string;
  readonly specifier: string;
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? sourceFiles(join(folder, entry.name)) : join(folder, entry.name),
  );
}

function roomOf(file: string): string {
  return relative(SRC, file).split(sep)[0] ?? '';
}

const files = sourceFiles(SRC).filter((file) => /\.[cm]?[jt]s$/.test(file));
const imports: Import[] = files.flatMap((file) => {
  const text = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  const found = text.matchAll(
    /^(?:import|export)\b[^'"`;]*?(?:\bfrom\s*|^import\s+)'([^']+)'|^import\s+'([^']+)'|\bimport\('([^']+)'\)/gm,
  );
  return [...found].map((match) => ({
    file: relative(SRC, file),
    room: roomOf(file),
    specifier: match[1] ?? match[2] ?? match[3] ?? '',
  }));
});

/** Which module imports which, lazily and for types only, too: what knows another cannot be known by it. */
const modules = new Map(files.map((file) => [relative(SRC, file), [] as string[]]));
for (const { file, specifier } of imports) {
  const target = normalize(join(dirname(file), specifier));
  if (modules.has(target)) modules.get(file)?.push(target);
}

/** One shortest circle for each module that is in one, each circle once, begun at its first name. */
function circlesOf(graph: ReadonlyMap<string, readonly string[]>): readonly (readonly string[])[] {
  const found = new Map<string, readonly string[]>();
  for (const start of graph.keys()) {
    const circle = wayBack(start, graph);
    if (circle === undefined) continue;
    const first = circle.indexOf([...circle].sort((a, b) => (a < b ? -1 : 1))[0] ?? '');
    const turned = [...circle.slice(first), ...circle.slice(0, first)];
    found.set(turned.join(), [...turned, turned[0] ?? '']);
  }
  return [...found.values()];
}

/** The modules on the shortest way from a module to itself; undefined where there is none. */
function wayBack(
  start: string,
  graph: ReadonlyMap<string, readonly string[]>,
): readonly string[] | undefined {
  const ways: (readonly string[])[] = [[start]];
  const seen = new Set<string>();
  for (let way = ways.shift(); way !== undefined; way = ways.shift()) {
    for (const next of graph.get(way.at(-1) ?? '') ?? []) {
      if (next === start) return way;
      if (seen.has(next)) continue;
      seen.add(next);
      ways.push([...way, next]);
    }
  }
  return undefined;
}

it('a circle of modules is found, and told once', () => {
  const graph = new Map([
    ['b', ['c']],
    ['a', ['b', 'd']],
    ['c', ['a']],
    ['d', []],
  ]);
  expect(circlesOf(graph)).toEqual([['a', 'b', 'c', 'a']]);
});

describe('the rooms of src/ARCHITECTURE.md', () => {
  it('are the rooms that there are', () => {
    const there = new Set(files.map(roomOf));
    expect([...there].filter((room) => !rooms.has(room))).toEqual([]);
    expect([...rooms.keys()].filter((room) => !there.has(room))).toEqual([]);
  });

  it('import only what their line allows', () => {
    const broken = imports
      .filter(({ specifier }) => specifier.startsWith('.'))
      .map(({ file, room, specifier }) => ({
        file,
        room,
        target: roomOf(normalize(join(SRC, dirname(file), specifier))),
      }))
      .filter(({ room, target }) => target !== room && !rooms.get(room)?.mayImport.includes(target))
      .map(({ file, target }) => `${file} imports ${target}`);
    expect(broken).toEqual([]);
  });

  it('point downward only', () => {
    const upward = [...rooms].flatMap(([room, { layer, mayImport }]) =>
      mayImport
        .filter((target) => (rooms.get(target)?.layer ?? Number.POSITIVE_INFINITY) >= layer)
        .map((target) => `${room} (${layer}) may import ${target} (${rooms.get(target)?.layer})`),
    );
    expect(upward).toEqual([]);
  });

  it('have no circle of modules', () => {
    expect(circlesOf(modules).map((circle) => circle.join(' -> '))).toEqual([]);
  });

  it('have names that say what lives in them', () => {
    expect(
      files.filter((file) => /(^|\/)(utils?|helpers?|common|shared|misc|types)(\/|\.)/.test(file)),
    ).toEqual([]);
  });

  it('take the outside world only through the fences', () => {
    const pure = new Set(['node:path', 'node:url', 'node:buffer', 'node:crypto']);
    const broken = imports
      .filter(({ specifier }) => !specifier.startsWith('.'))
      .filter(({ room, specifier }) => {
        const library = specifier.startsWith('node:') ? specifier : packageOf(specifier);
        if (fences.has(library)) return !fences.get(library)?.includes(room);
        return !pure.has(library);
      })
      .map(({ file, specifier }) => `${file} imports ${specifier}`);
    expect(broken).toEqual([]);
  });

  it('name built-in modules with their prefix', () => {
    expect(imports.filter(({ specifier }) => builtinModules.includes(specifier))).toEqual([]);
  });
});

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

describe('the pure rooms', () => {
  // `process`, clocks and random numbers are the rim's; a global needs no import, so the fences do not see it.
  const rim = new Set(['cli', 'cluster', 'engine', 'test-event']);
  const forbidden =
    /\b(?:process\.\w+|Date\.now\(|new Date\(\)|Math\.random\(|performance\.now\(|fetch\(|console\.\w+|setTimeout\(|setInterval\()/;

  it('know no process, clock, network or random number', () => {
    const broken = files
      .filter((file) => !rim.has(roomOf(file)))
      .flatMap((file) =>
        readFileSync(file, 'utf8')
          .split('\n')
          .map((line, index) => ({ line, at: `${relative(SRC, file)}:${index + 1}` }))
          .filter(({ line }) => forbidden.test(line) && !/^\s*(\/\/|\*|\/\*)/.test(line))
          .map(({ at }) => at),
      );
    expect(broken).toEqual([]);
  });

  it('the commands stay thin', () => {
    const long = files
      .filter((file) => relative(SRC, file).startsWith(join('cli', 'commands')))
      .map((file) => ({
        file: relative(SRC, file),
        lines: readFileSync(file, 'utf8').trimEnd().split('\n').length,
      }))
      .filter(({ lines }) => lines > 80);
    expect(long).toEqual([]);
  });
});
