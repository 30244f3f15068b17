import type { Path } from '../diagnostic.ts';
import type { Engine } from '../engine/engine.ts';
import { textAt } from '../json.ts';
import type { Dependency } from '../model/kinds/sensor.ts';
import { parsed } from '../simulate/object-json.ts';

/** The query of a dependency's transformation. */
export interface JqQuery {
  readonly text: string;
  /** From the sensor's root. */
  readonly path: Path;
}

const QUERIES = new WeakMap<Dependency, JqQuery>();

export function queryOf(dependency: Dependency): JqQuery | undefined {
  const text = textAt(dependency.transform, 'jq');
  if (text === '') return undefined;
  let query = QUERIES.get(dependency);
  if (query === undefined) {
    query = { text, path: [...dependency.path, 'transform', 'jq'] };
    QUERIES.set(dependency, query);
  }
  return query;
}

export type QueryJudgement = 'fine' | 'unknown-name' | { readonly syntax: string };

const JUDGED = new WeakMap<JqQuery, QueryJudgement>();

/**
 * What gojq makes of a query without running it: the body of a function that nobody calls is parsed and compiled.
 * The sensor sees an unknown function as an output that is no object.
 * Source: argo-events pkg/sensors/dependencies/transform.go (applyJQTransform), github.com/itchyny/gojq compiler.go.
 */
export function judgeQuery(engine: Engine, query: JqQuery): QueryJudgement {
  let judged = JUDGED.get(query);
  if (judged === undefined) {
    judged = judge(engine, query.text);
    JUDGED.set(query, judged);
  }
  return judged;
}

function judge(engine: Engine, query: string): QueryJudgement {
  const [read] = engine.ask([{ op: 'jq', query: inFunction(query), json: '{}' }]);
  if (read.ok || read.kind !== 'error') return 'fine';
  if (read.error.includes('must be a JSON object')) return 'unknown-name';
  const [alone] = engine.ask([{ op: 'jq', query, json: '{}' }]);
  return { syntax: alone.ok ? read.error : alone.error };
}

function inFunction(query: string): string {
  return `def read: (${query}\n); {}`;
}

/** The functions and variables in a query that gojq does not know. */
export function unknownNames(engine: Engine, query: string): readonly string[] {
  const bare = query.replace(/#[^\n]*|"(?:\\.|[^"\\])*"/g, '""');
  const calls = [...bare.matchAll(/(?<![.\w$@])[a-z_]\w*(?:\s*\()?/g)].map(([call]) => call);
  const variables = [...bare.matchAll(/\$\w+/g)].map(([name]) => name);
  return [...new Set([...calls, ...variables])]
    .filter((call) => forms(call).every((form) => judge(engine, form) === 'unknown-name'))
    .map((call) => call.replace(/\s*\($/, ''));
}

/** A function is known by its name and by how many arguments it has. */
function forms(call: string): readonly string[] {
  if (!call.endsWith('(')) return [call];
  return ['.', '.;.', '.;.;.', '.;.;.;.'].map((parts) => `${call}${parts})`);
}

/**
 * The keys of whatever a query gives, when its last step is an object with fixed keys; undefined when they depend on
 * the event. The engine makes the object, so the keys are gojq's.
 */
export function fixedKeys(engine: Engine, query: string): readonly string[] | undefined {
  const last = lastStep(query);
  if (last === undefined || !isObjectConstruction(last) || /\)\s*:|\\\(|\$/.test(last)) return undefined;
  const [made] = engine.ask([{ op: 'jq', query: last, json: '{}' }]);
  if (!made.ok) return undefined;
  const value = parsed(made.value);
  return typeof value === 'object' && value !== null ? Object.keys(value) : undefined;
}

/** What stands behind the last pipe that is not inside of anything; undefined where that is not plain. */
export function lastStep(query: string): string | undefined {
  if (/\b(?:def|as|reduce|foreach|if|try|label)\b|#|,\s*$/.test(query)) return undefined;
  let depth = 0;
  let start = 0;
  let text = false;
  for (let index = 0; index < query.length; index++) {
    const character = query[index] ?? '';
    if (text) {
      if (character === '\\') index += 1;
      else if (character === '"') text = false;
    } else if (character === '"') text = true;
    else if ('([{'.includes(character)) depth += 1;
    else if (')]}'.includes(character)) depth -= 1;
    else if (character === '|' && depth === 0 && query[index + 1] !== '=') start = index + 1;
  }
  return text || depth !== 0 ? undefined : query.slice(start).trim();
}

function isObjectConstruction(step: string): boolean {
  return isWrapped(step, '{', '}');
}

/** Is the whole step one pair of brackets? */
export function isWrapped(step: string, open: string, close: string): boolean {
  if (!step.startsWith(open) || !step.endsWith(close)) return false;
  let depth = 0;
  const bare = step.replace(/"(?:\\.|[^"\\])*"/g, '""');
  for (let index = 0; index < bare.length; index++) {
    if ('([{'.includes(bare[index] ?? '')) depth += 1;
    else if (')]}'.includes(bare[index] ?? '')) depth -= 1;
    if (depth === 0 && index < bare.length - 1) return false;
  }
  return true;
}
