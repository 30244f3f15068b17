import { isObject, type JsonObject, listAt, objectAt, textAt } from '../../json.ts';
import type { TriggerKind } from '../../model/kinds/sensor.ts';

/**
 * Which fields of a trigger the events fill in. The trigger's own parameters write into its template, those of its
 * kind into the object. Source: argo-events pkg/sensors/triggers/params.go.
 */
export class Filled {
  readonly #template: readonly string[];
  readonly #object: readonly string[];
  readonly #source: string;

  constructor(trigger: JsonObject, kind: TriggerKind) {
    this.#template = destinations(trigger);
    this.#object = destinations(objectAt(objectAt(trigger, 'template'), kind));
    this.#source = `${kind}.source`;
  }

  /** A field of the trigger's template, with dots: `k8s.operation`. */
  template(field: string): boolean {
    return this.#template.some((dest) => touches(dest, field));
  }

  /** A field of the object, with dots: `metadata.name`. */
  object(field: string): boolean {
    return (
      this.#object.some((dest) => touches(dest, field)) || this.template(`${this.#source}.resource.${field}`)
    );
  }
}

/** Does writing to one change the other, be it a part of it or what holds it? */
function touches(dest: string, field: string): boolean {
  return dest === field || dest.startsWith(`${field}.`) || field.startsWith(`${dest}.`);
}

function destinations(holder: JsonObject | undefined): readonly string[] {
  return listAt(holder, 'parameters').flatMap((one) => (isObject(one) ? [textAt(one, 'dest')] : []));
}
