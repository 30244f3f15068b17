import type { Answers } from '../answers.ts';
import { withDefaults } from '../project.ts';
import type { FlowDefaults, Parameter, Template } from '../template.ts';

/** The templates that a project is put together of. */
export interface FlowParts {
  /** What every project has: README.md, kustomization.yaml. */
  readonly frame: Template;
  readonly bus: Template;
  /** Of a type of event source. */
  readonly source: Template;
  /** Of a kind of trigger. */
  readonly sensor: Template;
  /** What is proposed for such a flow; undefined where there is nothing. */
  readonly preset: Template | undefined;
}

export type PartName = 'bus' | 'source' | 'sensor';

/** What the frame asks for all of them, and what follows from its answers. */
const SHARED: ReadonlySet<string> = new Set(['name', 'namespace', 'bus', 'account', 'workflow-account']);

/** The parts as one template: what is asked, once. It has no files of its own. */
export function flowTemplate(parts: FlowParts, sampleDefaults: ReadonlyMap<string, string>): Template {
  const { frame, bus, source, sensor, preset } = parts;
  const own = (part: Template) => part.parameters.filter(({ name }) => !SHARED.has(name));
  const taken = new Set([...frame.parameters, ...own(source)].map(({ name }) => name));
  const [called, ...shared] = frame.parameters;
  const parameters = [
    ...(called === undefined ? [] : [called]),
    ...shared.filter(({ question }) => question !== undefined),
    ...own(source),
    ...own(sensor).map((parameter) => ({ ...parameter, name: triggerName(parameter.name, taken) })),
    ...own(bus),
    ...shared.filter(({ question }) => question === undefined),
  ];
  const title = titleOf(parts);
  const name = preset !== undefined && title === preset.title ? preset.name : '';
  const merged: Template = { name, title, parameters, files: [] };
  return withDefaults(merged, new Map([...sampleDefaults, ...(preset?.flow?.defaults ?? [])]));
}

/** What the flow does, in words that fit after "demo: ". */
export function titleOf({ preset, source, sensor }: Pick<FlowParts, 'preset' | 'source' | 'sensor'>): string {
  const flow = preset?.flow;
  if (preset !== undefined && flow?.trigger === sensor.name && flow.source === source.name)
    return preset.title;
  return `${source.title} ${sensor.title}`;
}

/** A parameter of the trigger that is called like one of the event source has another name outside. */
function triggerName(name: string, taken: ReadonlySet<string>): string {
  return taken.has(name) ? `trigger-${name}` : name;
}

/** The answers as a part calls them. */
export function answersOf(part: PartName, parts: FlowParts, answers: Answers): Answers {
  const template = parts[part];
  const others = new Set([...parts.frame.parameters, ...parts.source.parameters].map(({ name }) => name));
  const value = ({ name }: Parameter): string | undefined => {
    if (part === 'bus' && name === 'name') return answers.get('bus');
    if (name === 'account') return `${answers.get('name')}-sensor`;
    if (name === 'workflow-account') return `${answers.get('name')}-workflow`;
    if (part === 'sensor' && !SHARED.has(name)) return answers.get(triggerName(name, others));
    return answers.get(name);
  };
  return new Map(
    template.parameters.map((parameter) => [parameter.name, value(parameter) ?? parameter.default] as const),
  );
}

/** What the preset proposes, as far as it is for such a flow. */
export function presetFlow({ preset, source }: FlowParts): FlowDefaults | undefined {
  return preset?.flow?.source === source.name ? preset.flow : undefined;
}
