import type { HopKind } from '../simulate/trace.ts';
import { OVERALL_OUTCOMES } from '../test-event/overall-outcome.ts';
import type { Mappings, Member, Shape } from './shape.ts';

// What may stand in a *.flowtest.yaml. schemas/flowtest.v1.schema.json is made of this table, too.

const EVENT_HOPS = ['source', 'source-filter', 'bus'] as const satisfies readonly HopKind[];
const TRIGGER_HOPS = [
  'dependency',
  'transform',
  'filter',
  'condition',
  'parameters',
  'trigger',
  'policy',
  'permission',
  'workflow',
] as const satisfies readonly HopKind[];

const TEXT: Shape = { type: 'text', pattern: '^.' };
const PHASE: Shape = {
  type: 'text',
  oneOf: ['Succeeded', 'Failed', 'Error', 'Rejected', 'Running', 'Unknown'],
};
const NODE_PHASE: Shape = {
  type: 'text',
  oneOf: ['Succeeded', 'Skipped', 'Omitted', 'Failed', 'Error', 'Running', 'Unknown'],
};
const OUTCOME: Shape = { type: 'text', oneOf: OVERALL_OUTCOMES };
const EVENT: Shape = { type: 'either', of: [TEXT, { type: 'mapping', name: 'event' }] };
const TIME: Shape = { type: 'text', pattern: '^\\d{4}-\\d\\d-\\d\\dT' };
/** What a value has to be: itself, or `{$matches: …}`, `{$exists: …}`; a mapping asks for its own keys only. */
const PARTIAL: Shape = { type: 'anything' };

/** Said once for all cases, or by each case for itself. */
const CASE: Readonly<Record<string, Member>> = {
  event: {
    shape: EVENT,
    description:
      'What is fired: a sample of "argoflow events list", an event file, or a mapping. Without it the event.json beside the manifests, else the sample of the event source’s type.',
  },
  events: {
    shape: { type: 'list', of: EVENT, atLeast: 1 },
    description:
      'Several events in a row, which meet the same state; what "event" says of all of them holds for each.',
  },
  at: { shape: TIME, description: 'Where the clock stands, RFC 3339; 2026-01-01T00:00:00Z by default.' },
  seed: {
    shape: { type: 'whole number', least: 0, most: 4294967295 },
    description: 'What ids and random values are drawn from; 0 by default.',
  },
  nodeOutputs: {
    shape: { type: 'map', of: { type: 'scalar' } },
    description: 'What only a run can know: build.outputs.result, build.exitCode, build.status.',
  },
  expect: {
    shape: {
      type: 'either',
      of: [TEXT, { type: 'list', of: TEXT, atLeast: 1 }, { type: 'mapping', name: 'expect' }],
    },
    description:
      'What must come of it: OUTCOME, OUTCOME:TRIGGER, a list of such, or a mapping; "fires" by default. That of a case takes the place of the shared one.',
  },
  snapshot: {
    shape: { type: 'true or false' },
    description:
      'Compare all that the triggers would do with what "argoflow test --update" wrote beside the file.',
  },
};

export const FLOW_TEST: Mappings = {
  suite: {
    called: 'a flow test',
    members: {
      name: { shape: TEXT, description: 'What is tested, in a few words.' },
      manifests: {
        shape: { type: 'list', of: TEXT, atLeast: 1 },
        description: 'Files and folders of the flow, from the folder of this file; that folder by default.',
      },
      namespace: { shape: TEXT, description: 'The namespace of objects that name none.' },
      secrets: {
        shape: { type: 'map', of: { type: 'map', of: { type: 'scalar' } } },
        description:
          'Secrets that are not among the manifests: name, key, value. Requests are signed with them.',
      },
      ...CASE,
      cases: {
        shape: { type: 'list', of: { type: 'mapping', name: 'case' }, atLeast: 1 },
        description:
          'The cases; what stands beside this list holds for each of them. Without it the file is one case.',
      },
    },
  },
  case: {
    called: 'a case',
    members: {
      name: { shape: TEXT, description: 'What is tested, in a few words.', required: true },
      ...CASE,
    },
  },
  event: {
    called: 'an event',
    members: {
      to: {
        shape: TEXT,
        description: 'EVENTSOURCE/EVENT, or EVENTSOURCE where it has one event; the only event by default.',
      },
      sample: { shape: TEXT, description: 'A sample of "argoflow events list": github/push.' },
      file: { shape: TEXT, description: 'An event file, from the folder of this file.' },
      method: { shape: TEXT, description: 'The method of the request.' },
      path: {
        shape: { type: 'text', pattern: '^/' },
        description: 'The path of the request, with its query.',
      },
      headers: {
        shape: { type: 'map', of: { type: 'scalar' } },
        description: 'Headers of the request, beside or instead of those of the sample.',
      },
      body: {
        shape: { type: 'anything' },
        description: 'The body of the request, or the message: JSON as YAML, or a text.',
      },
      payload: {
        shape: { type: 'map', of: { type: 'anything' } },
        description: 'The data of the event as the event source builds it, for sources without HTTP.',
      },
      cloudEvent: {
        shape: { type: 'map', of: { type: 'anything' } },
        description: 'A CloudEvent that is put on the bus as it is.',
      },
      set: {
        shape: { type: 'map', of: { type: 'anything' } },
        description: 'Changes: PATH: VALUE, such as body.ref: refs/heads/main.',
      },
      repeat: {
        shape: { type: 'whole number', least: 1, most: 10_000 },
        description: 'How often it is fired.',
      },
      at: { shape: TIME, description: 'When it is fired, RFC 3339; the time of the case by default.' },
    },
  },
  expect: {
    called: 'an expectation',
    members: {
      outcome: { shape: OUTCOME, description: 'What becomes of the event as a whole.' },
      stopsAt: {
        shape: {
          type: 'text',
          oneOf: [...EVENT_HOPS, ...TRIGGER_HOPS],
        },
        description: 'The hop at which the last event ends.',
      },
      response: { shape: { type: 'mapping', name: 'response' }, description: 'What the caller is told.' },
      data: {
        shape: PARTIAL,
        description:
          'The data of the last event as a Sensor gets it: {body: …, header: …}; other keys may be there.',
      },
      triggers: {
        shape: {
          type: 'map',
          of: { type: 'either', of: [OUTCOME, { type: 'mapping', name: 'trigger' }] },
        },
        description: 'By TRIGGER or SENSOR/TRIGGER: its outcome, or a mapping.',
      },
    },
  },
  response: {
    called: 'a response',
    members: {
      status: { shape: { type: 'whole number', least: 100, most: 599 }, description: 'The HTTP status.' },
      body: { shape: PARTIAL, description: 'The body, a text.' },
    },
  },
  trigger: {
    called: 'a trigger',
    members: {
      outcome: { shape: OUTCOME, description: 'What becomes of it; "fires" by default.' },
      stopsAt: {
        shape: {
          type: 'text',
          oneOf: TRIGGER_HOPS,
        },
        description: 'The hop at which it ends.',
      },
      times: {
        shape: { type: 'whole number', least: 0, most: 100_000 },
        description: 'How often it fires.',
      },
      parameters: {
        shape: { type: 'map', of: PARTIAL },
        description: 'Parameters that its Workflow starts with; others may be there.',
      },
      resource: {
        shape: PARTIAL,
        description:
          'The object that it would create or change; keys are names, or paths: spec.arguments.parameters.0.value.',
      },
      operation: { shape: TEXT, description: 'What it would do with the object: create, submit …' },
      command: {
        shape: { type: 'list', of: PARTIAL },
        description: 'The command line of "argo" that it would run.',
      },
      request: {
        shape: { type: 'mapping', name: 'request' },
        description: 'The HTTP request that it would send.',
      },
      message: {
        shape: { type: 'mapping', name: 'message' },
        description: 'The message that it would send.',
      },
      workflow: { shape: { type: 'mapping', name: 'workflow' }, description: 'How its Workflow would run.' },
    },
  },
  request: {
    called: 'a request',
    members: {
      method: { shape: PARTIAL, description: 'Its method.' },
      url: { shape: PARTIAL, description: 'Its URL.' },
      headers: { shape: PARTIAL, description: 'Its headers; others may be there.' },
      body: { shape: PARTIAL, description: 'Its body: a text, or for JSON what it holds.' },
    },
  },
  message: {
    called: 'a message',
    members: {
      system: { shape: PARTIAL, description: 'Where it goes: kafka, slack …' },
      target: { shape: PARTIAL, description: 'The address there.' },
      body: { shape: PARTIAL, description: 'Its text, or for JSON what it holds.' },
    },
  },
  workflow: {
    called: 'a workflow',
    members: {
      phase: { shape: PHASE, description: 'How it ends.' },
      message: { shape: PARTIAL, description: 'What it says of its end.' },
      nodes: {
        shape: { type: 'map', of: { type: 'either', of: [NODE_PHASE, { type: 'mapping', name: 'node' }] } },
        description: 'By name, such as build or fan(0:a): its phase, or a mapping.',
      },
    },
  },
  node: {
    called: 'a node',
    members: {
      phase: { shape: NODE_PHASE, description: 'How it ends.' },
      message: { shape: PARTIAL, description: 'What it says of its end.' },
      inputs: {
        shape: { type: 'map', of: PARTIAL },
        description: 'Its input parameters; others may be there.',
      },
      outputs: {
        shape: { type: 'map', of: PARTIAL },
        description: 'Its output parameters, as far as known.',
      },
      image: { shape: PARTIAL, description: 'The image of its container.' },
      command: { shape: { type: 'list', of: PARTIAL }, description: 'The command of its container.' },
      args: { shape: { type: 'list', of: PARTIAL }, description: 'The arguments of its container.' },
      body: { shape: PARTIAL, description: 'Its script, manifest or request.' },
    },
  },
};

/** The values that a `$` asks of a value instead of naming it. */
export const MATCHERS = ['$matches', '$exists'] as const;

/** Of these, an event has one: they say what it is. */
export const EVENT_CONTENT = ['sample', 'file', 'payload', 'cloudEvent', 'path'] as const;
