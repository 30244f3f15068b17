/**
 * What a person says that nodes put out. Keys are `<node>.outputs.result`, `<node>.outputs.parameters.<name>`,
 * `<node>.exitCode`, `<node>.status` and `<node>.message`; the node is named by its name, its display name, or the
 * name of the step or task that it belongs to, with or without `steps.` or `tasks.` before it.
 */
export class GivenOutputs {
  readonly #values: ReadonlyMap<string, string>;
  readonly #used = new Set<string>();

  constructor(values: Readonly<Record<string, string>> | undefined) {
    this.#values = new Map(Object.entries(values ?? {}));
  }

  /** The nearest name wins: of an attempt before its step's, of one iteration before the whole loop's. */
  get(node: { readonly name: string; readonly displayName: string }, what: string): string | undefined {
    if (this.#values.size === 0) return undefined;
    for (const name of namesOf(node)) {
      const key = `${name}.${what}`;
      const value = this.#values.get(key);
      if (value === undefined) continue;
      this.#used.add(key);
      return value;
    }
    return undefined;
  }

  /** Keys that no node has asked for. */
  unused(): readonly string[] {
    return [...this.#values.keys()].filter((key) => !this.#used.has(key));
  }
}

function* namesOf(node: { readonly name: string; readonly displayName: string }): Generator<string> {
  yield node.name;
  let display = node.displayName;
  for (;;) {
    yield display;
    yield `steps.${display}`;
    yield `tasks.${display}`;
    // `x(0:a)(1)` is attempt 1 of iteration 0 of step x.
    const open = display.endsWith(')') ? display.lastIndexOf('(') : -1;
    if (open <= 0) return;
    display = display.slice(0, open);
  }
}
