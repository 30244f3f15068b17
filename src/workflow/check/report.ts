import type { Diagnostic, Place } from '../../diagnostic.ts';
import { nearest } from '../../nearest.ts';

export interface Problem {
  /** In words: `template-not-found`, or with its group where that is not this room's: `reference/template-missing`. */
  readonly rule: string;
  /** As the controller says it. */
  readonly message: string;
  readonly at: Place;
  /** A name that is not there, and those that are. */
  readonly wrong?: { readonly name: string; readonly candidates: Iterable<string> };
  readonly help?: string;
  /** Warning for what does not stop the controller as far as the manifests tell; error when absent. */
  readonly severity?: 'error' | 'warning';
}

/** Collects what the controller would stop at, in its order: the first problem is the one it reports. */
export class Report {
  readonly #found: Diagnostic[] = [];
  readonly #seen = new Set<string>();
  /** `templates.main.steps[0].a`: the way to the template under inspection, as the controller's messages tell it. */
  readonly #way: string[] = [];

  add({ rule, message, at, wrong, help, severity = 'error' }: Problem): void {
    // A template is inspected once for each way that leads to it; what is wrong in it is said once.
    const key = `${rule}\n${message}\n${at.file ?? ''}\n${at.range?.start.offset ?? JSON.stringify(at.path ?? [])}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    const near = wrong && nearest(wrong.name, wrong.candidates);
    const advice = near === undefined ? help : `did you mean '${near}'?`;
    this.#found.push({
      rule: rule.includes('/') ? rule : `workflow/${rule}`,
      severity,
      message: [...this.#way, message].join(' '),
      at,
      ...(advice !== undefined && { help: advice }),
    });
  }

  /** Everything that `inspect` finds is reported as found on the way through `step`. */
  under<T>(step: string, inspect: () => T): T {
    this.#way.push(step);
    try {
      return inspect();
    } finally {
      this.#way.pop();
    }
  }

  get problems(): readonly Diagnostic[] {
    return this.#found;
  }
}
