import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Diagnostic, Place } from '../../../src/diagnostic.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { lint } from '../../../src/lint/lint.ts';
import { buildModel } from '../../../src/model/build.ts';
import { type ParsedYaml, parseYaml } from '../../../src/yaml/parse.ts';

const FOLDER = join(import.meta.dirname, 'flows');

/** The texts of a flow, by the names of its files. */
export type Flow = ReadonlyMap<string, string>;

export const FLOW_NAMES: readonly string[] = readdirSync(FOLDER).sort();

export function readFlow(name: string): Flow {
  const folder = join(FOLDER, name);
  return new Map(
    readdirSync(folder)
      .sort()
      .map((file) => [file, readFileSync(join(folder, file), 'utf8')]),
  );
}

/** One mutant changes one file: the others are parsed once. */
const parsed = new Map<string, ParsedYaml>();

function parseOnce(file: string, text: string): ParsedYaml {
  const key = `${file}\n${text}`;
  const known = parsed.get(key) ?? parseYaml(text, file);
  parsed.set(key, known);
  return known;
}

/** All that lint says of a flow that is complete, as with `complete: true`. */
export function lintFlow(flow: Flow, engine: Engine, changed?: string): readonly Diagnostic[] {
  const read = [...flow].map(([file, text]) =>
    file === changed ? parseYaml(text, file) : parseOnce(file, text),
  );
  const model = buildModel(read.flatMap(({ documents }) => documents));
  const diagnostics = [...read.flatMap(({ diagnostics: found }) => found), ...model.diagnostics];
  const files = [...flow].map(([name, text]) => ({ name, text }));
  const horizon = { complete: true, external: [] };
  return lint({ model, files, diagnostics }, { engine, horizon, ignores: true }).diagnostics;
}

/** All that lint says of one text that is not the whole flow. */
export function lintText(text: string, engine: Engine): readonly Diagnostic[] {
  const { documents, diagnostics } = parseYaml(text, 'example.yaml');
  const model = buildModel(documents);
  const files = [{ name: 'example.yaml', text }];
  const horizon = { complete: false, external: [] };
  const found = [...diagnostics, ...model.diagnostics];
  return lint({ model, files, diagnostics: found }, { engine, horizon, ignores: true }).diagnostics;
}

/** Where something is said, and all that it points at. */
export function placesOf({ at, related = [] }: Diagnostic): readonly Place[] {
  return [at, ...related.map((note) => note.at)];
}

/** `error sensor/no-triggers sensor.yaml:7: …` */
export function inOneLine({ severity, rule, message, at }: Diagnostic): string {
  return `${severity} ${rule} ${at.file ?? ''}:${at.range?.start.line ?? ''}: ${message}`;
}
