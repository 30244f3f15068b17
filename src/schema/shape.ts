import type { Path } from '../diagnostic.ts';
import { isArray, isObject, type JsonObject, type JsonValue } from '../json.ts';
import { missingFields, unknownValue } from './demanded.ts';
import { compareFindings, type ShapeFinding, type TextOf } from './finding.ts';
import type { Facts, Frame } from './frame.ts';
import { type Demand, demandsOf } from './overlay.ts';
import { scalarOf } from './scalar.ts';
import { type FieldType, fieldType, parseType, type Table } from './table.ts';
import { unknownField } from './unknown-field.ts';
import { wrongType } from './wrong-type.ts';

interface Visit {
  readonly value: JsonValue;
  readonly type: FieldType;
  readonly path: Path;
  readonly demands: readonly Demand[];
  readonly parent: Frame | undefined;
}

/** Everything in the shape of an object of that type that is not as the facts have it, sorted by path. */
export function explainShape(root: JsonObject, type: string, facts: Facts, textOf: TextOf): ShapeFinding[] {
  return new Walk(facts, textOf).run(root, type);
}

class Walk {
  readonly #facts: Facts;
  readonly #table: Table;
  readonly #demands: ReadonlyMap<string, Demand>;
  readonly #textOf: TextOf;
  readonly #found: ShapeFinding[] = [];
  // A stack of its own: a document may be nested more deeply than calls may.
  readonly #todo: Visit[] = [];

  constructor(facts: Facts, textOf: TextOf) {
    this.#facts = facts;
    this.#table = facts.table;
    this.#demands = demandsOf(facts.overlay);
    this.#textOf = textOf;
  }

  run(root: JsonObject, type: string): ShapeFinding[] {
    this.#todo.push({ value: root, type: parseType(type), path: [], demands: [], parent: undefined });
    for (let visit = this.#todo.pop(); visit !== undefined; visit = this.#todo.pop()) this.#visit(visit);
    return this.#found.sort(compareFindings);
  }

  #visit(visit: Visit): void {
    const { value, type, path, demands } = visit;
    // Go's decoder takes null for everything: the field stays empty.
    if (value === null) return;
    if (type.is === 'scalar') {
      const scalar = scalarOf(type.scalar);
      if (!scalar.takes(value)) this.#wrong(visit);
      else for (const demand of demands) this.#add(unknownValue(value, path, demand));
    } else if (type.is === 'list') {
      if (!isArray(value)) this.#wrong(visit);
      else for (const [index, item] of value.entries()) this.#enter(visit, item, index, type.of);
    } else if (!isObject(value)) {
      this.#wrong(visit);
    } else if (type.is === 'map') {
      for (const [key, item] of Object.entries(value)) this.#enter(visit, item, key, type.of);
    } else {
      this.#object({ type: type.type, path, value, parent: visit.parent }, demands);
    }
  }

  #enter(visit: Visit, value: JsonValue, key: string | number, type: FieldType): void {
    const { demands, parent } = visit;
    this.#todo.push({ value, type, path: [...visit.path, key], demands, parent });
  }

  #object(frame: Frame, inherited: readonly Demand[]): void {
    const own = this.#demands.get(frame.type);
    const demands = own === undefined ? inherited : [own, ...inherited];
    /** What is missing only because it is misspelled is said once. */
    const misspelled = new Set<string>();
    for (const [field, value] of Object.entries(frame.value)) {
      const type = fieldType(this.#table, frame.type, field);
      if (type === undefined) {
        const finding = unknownField(frame, field, this.#facts);
        for (const edit of finding.fix?.edits ?? []) if (edit.kind === 'rename') misspelled.add(edit.key);
        this.#add(finding);
        continue;
      }
      this.#todo.push({
        value,
        type,
        path: [...frame.path, field],
        demands: demands.flatMap((demand) => demand.fields.get(field) ?? []),
        parent: frame,
      });
    }
    for (const demand of demands) {
      this.#add(
        ...missingFields(frame, demand, this.#table)
          .filter(({ field }) => !misspelled.has(field))
          .map(({ finding }) => finding),
      );
    }
  }

  #wrong({ value, type, path }: Visit): void {
    this.#add(wrongType(value, type, path, this.#textOf));
  }

  #add(...findings: readonly (ShapeFinding | undefined)[]): void {
    for (const finding of findings) if (finding !== undefined) this.#found.push(finding);
  }
}
