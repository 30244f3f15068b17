import { encodeGo } from '../../json.ts';
import type { EventDefinition } from '../../model/kinds/event-source.ts';
import { isJson } from '../event-json.ts';
import { sourceType } from './source-type.ts';

/** The JSON of `body` for a message's text; undefined when the type has none or cannot hold it. */
export function bodyOf(event: EventDefinition, text: string): string | undefined {
  const rule = sourceType(event.type)?.body;
  if (rule === undefined) return undefined;
  const json = event.spec['jsonBody'] === true && rule.startsWith('json-');
  if (json) return isJson(text) ? text : undefined;
  if (rule === 'text' || rule === 'json-or-text') return encodeGo(text);
  return encodeGo(Buffer.from(text).toString('base64'));
}
