import { isArray, isObject, type JsonObject, textsOf, valueAt } from '../json.ts';
import type { Project } from './lock.ts';

/** The part that an image plays. Deployments are known by it, because charts and mirrors rename everything else. */
const PARTS: Readonly<Record<string, { readonly project: Project; readonly controller: boolean }>> = {
  'workflow-controller': { project: 'argo-workflows', controller: true },
  argocli: { project: 'argo-workflows', controller: false },
  'argo-events': { project: 'argo-events', controller: true },
};

/** What a Deployment runs of Argo. */
export interface Part {
  readonly project: Project;
  /** The controller itself; false for the server and the webhook. */
  readonly controller: boolean;
  /** The tag of the image; '' where it has none. */
  readonly version: string;
  /** It watches one namespace. */
  readonly namespaced: boolean;
}

/** Undefined for a Deployment of something else. */
export function partOf(deployment: JsonObject): Part | undefined {
  const containers = valueAt(deployment, ['spec', 'template', 'spec', 'containers']);
  for (const container of isArray(containers) ? containers : []) {
    if (!isObject(container) || typeof container['image'] !== 'string') continue;
    const { name, tag } = splitImage(container['image']);
    const part = Object.hasOwn(PARTS, name) ? PARTS[name] : undefined;
    if (part === undefined) continue;
    const args = textsOf(container['args']);
    // One image runs the controller, the webhook, and every event source and sensor.
    const controller = part.controller && (part.project === 'argo-workflows' || args[0] === 'controller');
    if (part.project === 'argo-events' && !controller && args[0] !== 'webhook-service') continue;
    const namespaced = args.some((arg) => arg === '--namespaced' || arg === '--namespaced=true');
    return { project: part.project, controller, version: tag, namespaced };
  }
  return undefined;
}

function splitImage(image: string): { readonly name: string; readonly tag: string } {
  const [path = ''] = image.split('@');
  const last = path.slice(path.lastIndexOf('/') + 1);
  const [name = '', tag = ''] = last.split(':');
  return { name, tag };
}
