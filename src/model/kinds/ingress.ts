import type { Diagnostic, Path } from '../../diagnostic.ts';
import { Fields } from '../fields.ts';
import type { Resource } from '../resource.ts';

/** What lets requests from outside reach Services. Source: Kubernetes API networking.k8s.io/v1. */
export interface Ingress {
  readonly resource: Resource;
  readonly name: string;
  readonly backends: readonly Backend[];
}

/** A route to a Service; the default backend has neither host nor URL path. */
export interface Backend {
  readonly host: string;
  readonly urlPath: string;
  readonly serviceName: string;
  /** From the resource's root to the backend. */
  readonly path: Path;
}

export function readIngress(resource: Resource, diagnostics: Diagnostic[]): Ingress {
  const spec = new Fields(resource, [], resource.value, diagnostics).objectOrEmpty('spec');
  const fallback = spec.object('defaultBackend');
  const routes = spec.objects('rules').flatMap((rule) =>
    rule
      .objectOrEmpty('http')
      .objects('paths')
      .map((route) => readBackend(route.objectOrEmpty('backend'), rule.text('host'), route.text('path'))),
  );
  return {
    resource,
    name: resource.name,
    backends: fallback === undefined ? routes : [readBackend(fallback, '', ''), ...routes],
  };
}

function readBackend(fields: Fields, host: string, urlPath: string): Backend {
  return { host, urlPath, serviceName: fields.objectOrEmpty('service').text('name'), path: fields.path };
}
