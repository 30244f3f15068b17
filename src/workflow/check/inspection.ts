import type { Path, Place } from '../../diagnostic.ts';
import type { Engine } from '../../engine/engine.ts';
import type { JsonObject } from '../../json.ts';
import type { TemplateBase, TemplateHolder, TemplateLibrary } from '../template-library.ts';
import type { Known } from './references.ts';
import type { Report } from './report.ts';

/** Arguments of which only the presence counts: whatever a template asks for is there. */
export type GivenArguments = 'anything' | { readonly args: JsonObject | undefined };

/** A template and where it stands. */
export interface Subject {
  readonly template: JsonObject;
  readonly name: string;
  readonly base: TemplateBase;
  /** The place of a path below the template. */
  readonly at: (...path: Path) => Place;
  /** A text of the template as this visit sees it: see fill.ts. */
  readonly fill: (text: string) => string;
  /** Does this visit pass an argument for that input? */
  readonly isPassed: (input: string) => boolean;
}

/** What the checks of a template's parts work with. Source: argo-workflows workflow/validate/validate.go. */
export interface Inspection {
  readonly report: Report;
  readonly library: TemplateLibrary;
  readonly engine: Engine;
  readonly globals: Known;
  readonly namespace: string;
  /** Looks also where the controller looks only once it gets there. */
  readonly thorough: boolean;
  /**
   * The template that a step, a task or the Workflow names, inspected; undefined when there is none or it cannot be
   * told. `at` is where the holder stands. Source: validate.go (validateTemplateHolder).
   */
  visit(
    base: TemplateBase,
    holder: TemplateHolder,
    given: GivenArguments,
    at: (...path: Path) => Place,
    enclosing?: JsonObject,
  ): JsonObject | undefined;
}
