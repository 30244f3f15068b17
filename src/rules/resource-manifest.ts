import type { Engine } from '../engine/engine.ts';
import { type JsonObject, type JsonValue, parseJson, textAt } from '../json.ts';
import { withTagsAs } from './texts.ts';

/** The manifest of a resource template, as far as it can be told before the run. */
export interface Manifest {
  readonly value: JsonValue;
  /** True when variables stand in it, for which the text "variable" stands in the value. */
  readonly filled: boolean;
}

/** Undefined where there is none, or several, or none that can be read: other rules look at that. */
export function manifestOf(resource: JsonObject, engine: Engine): Manifest | undefined {
  const text = textAt(resource, 'manifest');
  if (text === '' || text.trimStart().startsWith('{{') || /\n---/.test(text)) return undefined;
  const yaml = withTagsAs('variable', text);
  const [answer] = engine.ask([{ op: 'yamlToJson', yaml }]);
  if (!answer.ok) return undefined;
  return { value: parseJson(answer.value), filled: yaml !== text };
}
