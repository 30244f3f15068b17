import type { JsonObject } from '../../json.ts';
import type { Sample } from '../../payloads/sample.ts';
import type { Proposals } from '../../proposals/proposals.ts';
import type { Template } from '../template.ts';

/** How a project begins: a template, or a type of event source without one. */
export type Start = { readonly template: string } | { readonly source: string };

/** What a person says about a flow; each answer is undefined when they give up. */
export interface FlowQuestions {
  start(
    templates: readonly Template[],
    sources: readonly Template[],
    initial: string,
  ): Promise<Start | undefined>;
  event(samples: readonly Sample[], initial: string): Promise<string | undefined>;
  trigger(kinds: readonly Template[], initial: string): Promise<string | undefined>;
  /** Shows the data of an event, as a sensor gets it. */
  show(title: string, data: JsonObject): void;
  filters(proposals: Proposals, chosen: readonly string[]): Promise<readonly string[] | undefined>;
  parameters(proposals: Proposals, chosen: readonly string[]): Promise<readonly string[] | undefined>;
  agree(title: string, lines: readonly string[]): Promise<boolean | undefined>;
}

/** Somebody who is asked what is not said. */
export interface Person {
  readonly flow: FlowQuestions;
  /** What a template's parameters are. */
  answers(template: Template): Promise<ReadonlyMap<string, string> | undefined>;
}
