import { formatPath, type Path } from '../diagnostic.ts';
import type { JsonObject } from '../json.ts';
import type { Overlay } from './overlay.ts';
import type { Table } from './table.ts';

/** A table, and what is asked for beyond it. */
export interface Facts {
  readonly table: Table;
  readonly overlay: Overlay;
}

/** A mapping of a known type, and the mappings that it stands in. */
export interface Frame {
  readonly type: string;
  readonly path: Path;
  readonly value: JsonObject;
  readonly parent: Frame | undefined;
}

/** What a mapping is called in a message: its path, or its kind at the root. */
export function nameOf({ path, value }: Frame): string {
  if (path.length > 0) return `"${formatPath(path)}"`;
  const kind = Object.hasOwn(value, 'kind') ? value['kind'] : undefined;
  return typeof kind === 'string' ? `the ${kind}` : 'the object';
}
