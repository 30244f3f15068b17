import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { JsonObject } from '../../src/json.ts';

/** What the real code answered. `out` is the text of the document or payload that came out. */
export interface Expected {
  readonly pass?: boolean;
  readonly out?: string;
  readonly error?: string;
  readonly panic?: string;
}

/** An event as the cases have it. */
export interface CaseEvent {
  readonly ID: string;
  readonly Type: string;
  readonly Source: string;
  readonly Subject: string;
  readonly DataContentType: string;
  readonly Time: string;
  readonly Data: string | null;
}

interface Common {
  readonly id: string;
  readonly expect: Expected;
  /** The line that the case stands on, for the parts whose exact text counts. */
  readonly line: string;
}

type Events = Readonly<Record<string, CaseEvent>>;

export type Case = Common &
  (
    | {
        readonly op: 'filter';
        readonly event: CaseEvent;
        readonly filters: JsonObject | null;
        readonly filtersLogicalOperator?: string;
      }
    | { readonly op: 'transform'; readonly event: CaseEvent; readonly transform: JsonObject | null }
    | {
        readonly op: 'parameters';
        readonly events: Events;
        readonly parameters: readonly JsonObject[] | null;
        readonly object: JsonObject;
      }
    | { readonly op: 'payload'; readonly events: Events; readonly parameters: readonly JsonObject[] | null }
    | { readonly op: 'sourceFilter'; readonly event: CaseEvent; readonly expression: string }
    | {
        readonly op: 'conditions';
        readonly expression: string;
        readonly satisfied: Readonly<Record<string, boolean>>;
      }
  );

/** The lines of a file of cases, which may be compressed. */
export function readLines(file: string): string[] {
  const bytes = readFileSync(file);
  const compressed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const text = (compressed ? gunzipSync(bytes) : bytes).toString('utf8');
  return text.split('\n').filter((line) => line.trim() !== '');
}

/** The two kinds of files differ in their fields: worlds of permissions have `requests`. */
export function isPermissions(line: string): boolean {
  const value: unknown = JSON.parse(line);
  return typeof value === 'object' && value !== null && 'requests' in value;
}

export function parseCase(line: string): Case {
  // The form of the lines is the contract of the files.
  return { ...(JSON.parse(line) as Case), line };
}
