import { UserError } from '../errors.ts';
import type { EventSource } from '../model/kinds/event-source.ts';
import type { Model } from '../model/model.ts';
import { didYouMean, nearest } from '../nearest.ts';
import { type HttpServer, type Route, routesOf, webhookContext } from '../simulate/sources/routes.ts';
import { type Project, withDefaults } from './project.ts';
import type { Rows } from './rows.ts';
import type { Substitute } from './substitute.ts';
import type { Template } from './template.ts';

/** An event source that takes requests, and the paths and ports that they come to. */
export interface ServedSource {
  readonly eventSource: EventSource;
  readonly routes: readonly ServedRoute[];
}

export interface ServedRoute {
  readonly path: string;
  /** Whether only that path is served, or all below it too, as of an endpoint with `{variables}`. */
  readonly type: 'Exact' | 'Prefix';
  readonly port: string;
}

/** The event sources of the project that take requests. */
export function servedSources(model: Model): readonly ServedSource[] {
  const servers = routesOf(model);
  return model.eventSources.flatMap((eventSource) => {
    const own = servers.filter((server) => server.eventSource === eventSource);
    const routes = own.flatMap((server) =>
      server.routes
        .filter((route) => route.unreachable === undefined)
        .map((route) => servedRoute(route, server)),
    );
    return routes.length === 0 ? [] : [{ eventSource, routes }];
  });
}

function servedRoute({ endpoint, pattern }: Route, { port }: HttpServer): ServedRoute {
  if (pattern === undefined) return { path: endpoint, type: 'Exact', port };
  const path = endpoint.slice(0, endpoint.indexOf('{')).replace(/(?!^)\/$/, '');
  return { path, type: 'Prefix', port };
}

/**
 * The event source that a name means, or the only one. Throws a UserError (usage) for one that no Ingress can lead to.
 */
export function chooseServed({ model }: Project, name: string | undefined): ServedSource {
  const all = servedSources(model);
  const names = all.map(({ eventSource }) => eventSource.name);
  const [only, second] = all;
  const found = name === undefined && second === undefined ? only : undefined;
  const chosen = found ?? all.find(({ eventSource }) => eventSource.name === name);
  if (chosen !== undefined) {
    if (serviceOf(chosen.eventSource)) return chosen;
    throw new UserError(
      'usage',
      `the event source "${chosen.eventSource.name}" has no "service", so there is nothing that an Ingress could lead to`,
      'add "service: {ports: [{port: …, targetPort: …}]}" to its spec',
    );
  }
  if (all.length === 0) {
    throw new UserError(
      'usage',
      'the project has no event source that takes requests',
      'argoflow scaffold event-source webhook adds one',
    );
  }
  const near = name === undefined ? undefined : nearest(name, names);
  throw new UserError(
    'usage',
    name === undefined
      ? `the project has ${all.length} event sources that take requests: say which one`
      : `no event source "${name}" takes requests${didYouMean(near)}`,
    `--source with one of ${names.join(', ')}`,
  );
}

function serviceOf({ resource }: EventSource): boolean {
  return (resource.value['spec'] as { service?: unknown } | undefined)?.service !== undefined;
}

/** The template with the event source's own name, namespace, and the host that it tells its provider. */
export function ingressTemplate(template: Template, { eventSource }: ServedSource): Template {
  const urls = eventSource.events.flatMap((event) => {
    const url = webhookContext(event)?.value['url'];
    return typeof url === 'string' ? [url] : [];
  });
  const host = urls.map((url) => /^https?:\/\/([a-z0-9.-]+)/.exec(url)?.[1]).find((one) => one !== undefined);
  return withDefaults(
    template,
    new Map([
      ['name', eventSource.name],
      ['namespace', eventSource.resource.namespace],
      ['host', host],
    ]),
  );
}

/**
 * What the template holds once for each route. Throws a UserError (usage) for a route that another Ingress of the
 * project has on that host.
 *
 * @param own The files that are planned: an Ingress in one of them is the same one.
 */
export function ingressRows(
  { model }: Project,
  { eventSource, routes }: ServedSource,
  host: string,
  own: readonly string[],
): Rows {
  for (const { path } of routes) {
    const taken = model.ingresses.find(
      ({ resource, backends }) =>
        !own.includes(resource.at([]).file ?? '') &&
        backends.some((backend) => backend.host === host && backend.urlPath === path),
    );
    if (taken === undefined) continue;
    const where = taken.resource.at([]).file;
    throw new UserError(
      'usage',
      `"${host}${path}" leads elsewhere already: the Ingress "${taken.name}" in ${where}`,
      '--set host=HOST, or another endpoint of the event source',
    );
  }
  // Source: argo-events pkg/reconciler/eventsource/resource.go (buildService): NAME-eventsource-svc.
  const service = `${eventSource.name}-eventsource-svc`;
  const text = (value: string): Substitute => ({ value, type: 'string' });
  return {
    markers: ROUTE_MARKERS,
    rows: routes.map(
      ({ path, type, port }) =>
        new Map<string, Substitute>([
          ['argoflow-route-path', text(path)],
          ['argoflow-route-type', text(type)],
          ['argoflow-route-port', { value: port, type: 'integer' }],
          ['argoflow-route-service', text(service)],
          ['argoflow-source', text(eventSource.name)],
        ]),
    ),
  };
}

const ROUTE_MARKERS = [
  'argoflow-route-path',
  'argoflow-route-type',
  'argoflow-route-port',
  'argoflow-route-service',
  'argoflow-source',
];
