import { afterAll } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import { openEngine } from '../../src/engine/wasm.ts';
import { buildModel } from '../../src/model/build.ts';
import type { Model } from '../../src/model/model.ts';
import { createSimulator } from '../../src/simulate/simulator.ts';
import type { HttpRequest, Stimulus } from '../../src/simulate/stimulus.ts';
import type { EventTrace, Hop, TriggerTrace } from '../../src/simulate/trace.ts';
import { createWorld } from '../../src/simulate/world.ts';
import { parseYaml } from '../../src/yaml/parse.ts';

let opened: Engine | undefined;

/** One engine for all tests of a file; it is closed when they are done. */
export function engine(): Engine {
  opened ??= openEngine();
  return opened;
}

afterAll(() => opened?.close());

export const NOW = '2026-01-02T03:04:05.000000000Z';

/** Manifests, and a simulator of them whose clock can be set. */
export interface Flow {
  readonly model: Model;
  setTime(now: string): void;
  /** Fires at an event, by default the only one that there is. */
  fire(stimulus: Stimulus, name?: string): EventTrace;
  post(body: string, more?: Partial<HttpRequest>): EventTrace;
}

export function flow(yaml: string, milliseconds: () => number = () => 0): Flow {
  const model = buildModel(parseYaml(yaml, 'flow.yaml').documents, {});
  let now = NOW;
  const simulator = createSimulator(model, engine(), createWorld({ now: () => now, seed: 1, milliseconds }));
  const fire: Flow['fire'] = (stimulus, name) => {
    for (const eventSource of model.eventSources) {
      for (const event of eventSource.events) {
        if (name === undefined || `${eventSource.name}/${event.name}` === name) {
          return simulator.fire({ eventSource, event, stimulus });
        }
      }
    }
    throw new Error(`no event ${name}`);
  };
  return {
    model,
    setTime(time) {
      now = time;
    },
    fire,
    post(body, more = {}) {
      return fire({ kind: 'http', request: request(body, more) });
    },
  };
}

export function request(body: string, more: Partial<HttpRequest> = {}): HttpRequest {
  return {
    method: 'POST',
    target: '/deploy',
    headers: [['Content-Type', 'application/json']],
    body,
    ...more,
  };
}

/** The only trigger of a trace. */
export function only(trace: EventTrace): TriggerTrace {
  const [trigger, ...others] = trace.triggers;
  if (trigger === undefined || others.length > 0) throw new Error(`${trace.triggers.length} triggers`);
  return trigger;
}

export function hop(trace: { readonly hops: readonly Hop[] }, kind: Hop['kind']): Hop {
  const found = trace.hops.find((candidate) => candidate.kind === kind);
  if (found === undefined) throw new Error(`no hop ${kind}: ${trace.hops.map((h) => h.kind).join(', ')}`);
  return found;
}

/** A webhook at /deploy, a sensor that listens to it, and these triggers (and dependencies) in it. */
export function webhookFlow(triggers: string, dependencies = DEPENDENCY, more = ''): Flow {
  return flow(`${WEBHOOK}---
apiVersion: argoproj.io/v1alpha1
kind: Sensor
metadata: {name: sensor, namespace: argo-events}
spec:
  dependencies:
${indent(dependencies, 4)}
  triggers:
${indent(triggers, 4)}
---
${more}`);
}

export const WEBHOOK = `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: hooks, namespace: argo-events}
spec:
  webhook:
    deploy: {endpoint: /deploy, port: "12000", method: POST}
`;
const DEPENDENCY = '- {name: dep, eventSourceName: hooks, eventName: deploy}';

export function indent(text: string, columns: number): string {
  return text
    .split('\n')
    .map((line) => ' '.repeat(columns) + line)
    .join('\n');
}
