import type { Ingress } from '../kinds/ingress.ts';
import type { Reference } from './reference.ts';

export function ingressReferences(ingress: Ingress, namespace: string): readonly Reference[] {
  return ingress.backends
    .filter(({ serviceName }) => serviceName !== '')
    .map(({ serviceName, path }) => ({
      kind: 'backend',
      path: [...path, 'service', 'name'],
      to: { kind: 'Service', namespace, name: serviceName },
    }));
}
