import { isObject } from '../../json.ts';
import type { EventBus } from '../../model/kinds/event-bus.ts';
import type { Model } from '../../model/model.ts';
import type { Event } from '../event.ts';

/** What happens when an event source publishes an event. */
export type Publishing =
  | { readonly ok: true; readonly notes: readonly string[] }
  | {
      readonly ok: false;
      /** In the words of the bus, where they are known. */
      readonly error: string;
      readonly subject: string;
      readonly value: string;
      readonly expected: string;
      readonly wouldPass: string;
      readonly notes: readonly string[];
    };

/** The bus of an event source or sensor; undefined when it is not among the manifests. */
export function eventBusOf(model: Model, namespace: string, name: string): EventBus | undefined {
  return model.findEventBus(namespace, name);
}

/** What a person should know of the bus before anything is published. */
export function busNotes(model: Model, namespace: string, name: string): string[] {
  const bus = eventBusOf(model, namespace, name);
  if (bus === undefined) {
    const others = model.eventBuses.filter((other) => model.namespaceOf(other.resource) === namespace);
    const given = others.map((other) => `"${other.name}"`).join(', ');
    return [
      others.length === 0
        ? `no EventBus is among the manifests: without one of the name "${name}" in the cluster the event source does not start`
        : `the EventBus "${name}" is not among the manifests, only ${given}: without it in the cluster the event source does not start`,
    ];
  }
  if (bus.bus === 'nats') {
    return [
      'this bus is NATS Streaming: the simulation follows JetStream, which differs for conditions with "&&"',
    ];
  }
  return [];
}

/** Envelope of a CloudEvent around its data, which travels as base64: names, id, time and JSON punctuation. */
const ENVELOPE = 180;
const MEGABYTE = 1_048_576;

/**
 * Can the event be published? The source tries five times, a second apart, and then gives up.
 * Source: argo-events pkg/eventbus/jetstream/eventsource/source_conn.go (Publish), base/jetstream.go (the stream's
 * subjects `default.*.*`); nats.go v1.52.0 (maximum payload).
 */
export function publishing(bus: EventBus | undefined, event: Event): Publishing {
  const kind = bus?.bus ?? 'jetstream';
  if (kind === 'jetstream' || kind === 'jetstreamExotic') {
    const faulty = faultySubject(event);
    if (faulty !== undefined) return faulty;
  }
  const size = messageSize(event);
  const limit = sizeLimit(bus);
  if (limit !== undefined && size > limit) {
    return {
      ok: false,
      error:
        kind === 'kafka' ? 'the message is larger than the bus allows' : 'nats: maximum payload exceeded',
      subject: 'the size of the event',
      value: String(size),
      expected: `at most ${limit} bytes, with the data as base64`,
      wouldPass: `data of up to about ${Math.floor(((limit - ENVELOPE) * 3) / 4)} bytes would pass`,
      notes: [],
    };
  }
  return { ok: true, notes: [] };
}

/** Can a name be one part of a subject of the stream, whose subjects are `default.*.*`? */
export function isSubjectPart(name: string): boolean {
  return name !== '' && !/[.\s*>]/.test(name);
}

function faultySubject(event: Event): Publishing | undefined {
  for (const [what, name] of [
    ['the EventSource', event.source],
    ['the event', event.subject],
  ] as const) {
    if (isSubjectPart(name)) continue;
    return {
      ok: false,
      error: 'nats: no response from stream',
      subject: `the name of ${what}`,
      value: JSON.stringify(name),
      expected: 'a name without dots, spaces, "*" and ">": the stream takes subjects of the form default.*.*',
      wouldPass: `"${name.replace(/[.\s*>]+/g, '-') || 'a-name'}" would pass`,
      notes: [`the subject is "default.${event.source}.${event.subject}"`],
    };
  }
  return undefined;
}

function messageSize(event: Event): number {
  const data = event.data === null ? 0 : Math.ceil(byteLength(event.data) / 3) * 4;
  const names = event.id.length + event.source.length + event.subject.length + event.type.length;
  return ENVELOPE + names + event.time.length + data;
}

function byteLength(text: string): number {
  return Buffer.byteLength(text);
}

/** The largest message in bytes; undefined when it is set outside of the manifests. */
function sizeLimit(bus: EventBus | undefined): number | undefined {
  switch (bus?.bus) {
    case 'jetstream': {
      const spec = bus.resource.value['spec'];
      const jetstream = isObject(spec) ? spec['jetstream'] : undefined;
      const limit = isObject(jetstream) ? jetstream['maxPayload'] : undefined;
      return typeof limit === 'string' ? natsSize(limit) : MEGABYTE;
    }
    case undefined:
    case 'nats':
      return MEGABYTE;
    default:
      return undefined;
  }
}

const UNITS: Readonly<Record<string, number>> = { k: 1000, m: 1_000_000, g: 1_000_000_000 };

/** `2MB`, `8m`, `1048576`. Source: nats-server conf/lex.go and conf/parse.go (lexConvenientNumber). */
function natsSize(text: string): number | undefined {
  const match = /^(\d+)\s*(?:([kmg])(i?b?)?)?$/i.exec(text.trim());
  if (match === null) return undefined;
  const [, digits = '', letter = '', binary = ''] = match;
  const unit = letter.toLowerCase();
  if (unit === '') return Number(digits);
  const power = 'kmg'.indexOf(unit) + 1;
  return Number(digits) * (binary === '' ? (UNITS[unit] ?? 1) : 1024 ** power);
}
