import type { FoundNames, OwnNames } from './catalogue.ts';

export type Source = OwnNames | FoundNames | 'files';

/** What the placeholders of arguments and flags stand for; one that is not here is free text. */
const PLACEHOLDERS: Readonly<Record<string, Source>> = {
  CHECK: 'checks',
  DIR: 'files',
  EVENTSOURCE: 'event-sources',
  'EVENTSOURCE[/EVENT]': 'events',
  FILE: 'files',
  FLOW: 'flows',
  'FORMAT[=FILE]': 'formats',
  'OUTCOME[:TRIGGER]': 'outcomes',
  PATH: 'files',
  'PICTURE[=FILE]': 'pictures',
  RULE: 'rules',
  SAMPLE: 'samples',
  TYPE: 'types',
  'TYPE[/NAME]': 'samples',
};

/** What a NAME is, by the flag that takes it. */
const NAMES: Readonly<Record<string, Source>> = {
  context: 'contexts',
  event: 'samples',
  kind: 'schemas',
  namespace: 'namespaces',
  template: 'templates',
};

/** Where the values of an argument or a flag come from: `FILE|SAMPLE` takes files and samples. */
export function sourcesOf(placeholder: string, flag: string | undefined): readonly Source[] {
  const named = flag === undefined ? undefined : NAMES[flag];
  return placeholder
    .replace(/\.\.\.$/, '')
    .split('|')
    .flatMap((part) => (part === 'NAME' ? named : PLACEHOLDERS[part]) ?? []);
}
