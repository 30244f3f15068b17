import type { Path } from '../diagnostic.ts';
import type { Engine } from '../engine/engine.ts';
import { textAt } from '../json.ts';
import type { Dependency } from '../model/kinds/sensor.ts';
import { filtersOf } from './filters.ts';

/** A script of a dependency that the sensor runs. */
export interface Script {
  readonly use: 'filter' | 'transform';
  readonly text: string;
  /** From the sensor's root. */
  readonly path: Path;
}

const SCRIPTS = new WeakMap<Dependency, readonly Script[]>();

/** Source: argo-events pkg/sensors/dependencies/transform.go (ApplyTransform: jq comes first), filter.go. */
export function scriptsOf(dependency: Dependency): readonly Script[] {
  let scripts = SCRIPTS.get(dependency);
  if (scripts === undefined) {
    scripts = scriptsIn(dependency);
    SCRIPTS.set(dependency, scripts);
  }
  return scripts;
}

function scriptsIn(dependency: Dependency): readonly Script[] {
  const scripts: Script[] = [];
  const filter = filtersOf(dependency)?.script ?? '';
  if (filter !== '') {
    scripts.push({ use: 'filter', text: filter, path: [...dependency.path, 'filters', 'script'] });
  }
  const transform = textAt(dependency.transform, 'script');
  if (transform !== '' && textAt(dependency.transform, 'jq') === '') {
    scripts.push({ use: 'transform', text: transform, path: [...dependency.path, 'transform', 'script'] });
  }
  return scripts;
}

const ERRORS = new WeakMap<Script, string | null>();

/** Why Lua cannot read a script; undefined when it can. The script is not run. */
export function syntaxError(engine: Engine, script: Script): string | undefined {
  let error = ERRORS.get(script);
  if (error === undefined) {
    error = read(engine, script.text) ?? null;
    ERRORS.set(script, error);
  }
  return error ?? undefined;
}

function read(engine: Engine, script: string): string | undefined {
  const inside = `local function read(...) ${script}\nend return true`;
  const [answer] = engine.ask([{ op: 'luaFilter', script: inside, json: '{}' }]);
  if (answer.ok || answer.kind !== 'error') return undefined;
  // By itself it has the words of the sensor's log; what cannot be read does not run.
  const [alone] = engine.ask([{ op: 'luaFilter', script, json: '{}' }]);
  if (alone.ok || alone.kind !== 'error' || alone.error.includes('stack traceback')) return undefined;
  return alone.error
    .trim()
    .replace(/^<string> /, '')
    .replace(/\s+/g, ' ');
}

/** The script without what is in comments and texts. */
export function bareScript(script: string): string {
  return script.replace(
    /--\[\[.*?\]\]|--[^\n]*|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|\[\[.*?\]\]/gs,
    (part) => (part.startsWith('--') ? ' ' : '""'),
  );
}

/** What stands behind each `return`, up to the end of the line or of the block. */
export function returned(script: string): readonly string[] {
  return [...bareScript(script).matchAll(RETURN)].map(([, value = '']) => value.trim());
}

const RETURN = /\breturn\b\s*((?:(?!\b(?:else|elseif|end|return|until)\b)[^\n;])*)/g;

/** Is it surely neither true nor false nor a table? */
export function isPlainLiteral(value: string): boolean {
  return value === '' || value === 'nil' || value === '""' || /^-?\d+(?:\.\d+)?$/.test(value);
}
