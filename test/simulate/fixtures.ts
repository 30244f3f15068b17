import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { Event } from '../../src/simulate/event.ts';

/** The fixtures of a folder: one file a behaviour, with its inputs and the outcome that is expected. */
export function readFixtures<T>(folder: string): readonly (readonly [name: string, fixture: T])[] {
  const directory = new URL(`fixtures/${folder}/`, import.meta.url);
  return readdirSync(directory)
    .sort()
    .map((file) => [file.replace(/\.yaml$/, ''), parse(readFileSync(new URL(file, directory), 'utf8')) as T]);
}

/** An event of a webhook at an ordinary time, with what the fixture says of it. */
export function eventWith(attributes: Partial<Event> = {}): Event {
  return {
    id: '1a2b3c4d5e6f47081920a1b2c3d4e5f6',
    type: 'webhook',
    source: 'webhook',
    subject: 'example',
    dataContentType: 'application/json',
    time: '2026-01-02T12:00:00.5Z',
    data: '{"body":{"message":"hello world","count":3,"ok":true}}',
    ...attributes,
  };
}
