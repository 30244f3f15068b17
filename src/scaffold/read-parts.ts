import { join } from 'node:path';
import { UserError } from '../errors.ts';
import type { FlowParts } from './flow/parts.ts';
import type { Template } from './template.ts';
import { readKind, readTemplate, readTemplates } from './templates.ts';

/** What is asked for: a template by its name, or a type of event source, with the kind of trigger. */
export interface PartsRequest {
  readonly template?: string | undefined;
  readonly source?: string | undefined;
  readonly trigger?: string | undefined;
}

/** The kind of trigger where nothing says which. */
const USUAL_TRIGGER = 'k8s';
const USUAL_BUS = 'jetstream';

/** The template that proposes flows from that type of event source; the one of its name where there are several. */
export async function presetOf(root: string, source: string): Promise<Template | undefined> {
  const flows = (await readTemplates(root)).filter(({ flow }) => flow?.source === source);
  const label = source.replace(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
  return flows.find(({ name }) => name === label || name === source.toLowerCase()) ?? flows[0];
}

/**
 * Reads the parts of a flow from the folder of the templates. Throws a UserError: `usage` for names that are none and
 * for a template that is of another type of event source, `work` for what cannot be read.
 */
export async function readParts(
  root: string,
  { template, source, trigger }: PartsRequest,
): Promise<FlowParts> {
  const named = template === undefined ? undefined : await readTemplate(root, template);
  const type = source ?? named?.flow?.source;
  if (type === undefined) {
    throw new UserError('usage', `the template "${named?.name}" is no flow of parts`, 'say --source TYPE');
  }
  if (named?.flow !== undefined && named.flow.source !== type) {
    throw new UserError(
      'usage',
      `the template "${named.name}" begins with an event source of type ${named.flow.source}, not ${type}`,
      `leave out --template, or --source`,
    );
  }
  const preset = named ?? (await presetOf(root, type));
  const [frame, bus, sourcePart, sensor] = await Promise.all([
    readKind(join(root, 'project'), 'flow'),
    readKind(join(root, 'event-bus'), USUAL_BUS),
    readKind(join(root, 'event-source'), type),
    readKind(join(root, 'sensor'), trigger ?? preset?.flow?.trigger ?? USUAL_TRIGGER),
  ]);
  return { frame, bus, source: sourcePart, sensor, preset };
}
