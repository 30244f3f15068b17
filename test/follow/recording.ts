import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Followed, Seen } from '../../src/follow/hop.ts';
import type { SeenLine } from '../../src/follow/log-line.ts';
import type { JsonObject } from '../../src/json.ts';

const FOLDER = new URL('../recordings/', import.meta.url).pathname;

export const RECORDINGS: readonly string[] = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

export interface Recording {
  readonly seen: Seen;
  readonly followed: Followed;
}

export function readRecording(name: string): Recording {
  const read = (file: string) => readFileSync(join(FOLDER, name, file), 'utf8');
  // The recordings hold what an API server said.
  const objects = JSON.parse(read('objects.json')) as readonly JsonObject[];
  const manifests = read('manifests.json')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map(
      (line) =>
        JSON.parse(line) as { kind: string; metadata: { name: string; namespace: string }; spec: object },
    );
  const source = manifests.find(({ kind }) => kind === 'EventSource');
  if (source === undefined) throw new Error(`no event source in ${name}`);
  const { webhook } = source.spec as { webhook: object };
  const response = JSON.parse(read('response.json')) as { status?: number; body?: string };
  return {
    followed: { eventSource: source.metadata.name, eventName: Object.keys(webhook)[0] ?? '' },
    seen: {
      namespace: source.metadata.namespace,
      objects,
      lines: readdirSync(join(FOLDER, name, 'logs')).flatMap((file) =>
        linesOf(file, read(join('logs', file))),
      ),
      ...(response.status !== undefined && {
        response: { status: response.status, body: response.body ?? '' },
      }),
    },
  };
}

function linesOf(file: string, text: string): SeenLine[] {
  const [, pod = '', container = ''] = /^(.+)\.([^.]+)\.log$/.exec(file) ?? [];
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => ({ pod, container, text: line, fresh: true }));
}
