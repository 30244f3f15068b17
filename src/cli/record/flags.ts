import { Flags } from '@oclif/core';
import { CLUSTER_FLAGS } from '../cluster/flags.ts';
import { TEST_EVENT_FLAGS } from '../test-event/flags.ts';

const { filename, data, set, header, method, event, at, seed, listen, port, count, cluster, timeout } =
  TEST_EVENT_FLAGS;

/** The flags of `record`: those of `test-event` that say what is fired, and what is written. */
export const RECORD_FLAGS = {
  ...CLUSTER_FLAGS,
  cluster,
  timeout,
  filename,
  data,
  set,
  header,
  method,
  event,
  at,
  seed,
  listen,
  port,
  count,
  'node-output': TEST_EVENT_FLAGS['node-output'],
  from: Flags.string({
    helpValue: 'FILE|-',
    exclusive: ['listen', 'cluster', 'data', 'event', 'set', 'header', 'method'],
    summary:
      'Fire nothing: events that somebody has kept, as a body, a request with its headers, or JSON lines.',
  }),
  to: Flags.string({
    helpValue: 'FILE',
    summary: 'The flow test; one beside the manifests by default. A case more, where it is there already.',
  }),
  name: Flags.string({ helpValue: 'TEXT', summary: 'The name of the case; what came of it by default.' }),
};
