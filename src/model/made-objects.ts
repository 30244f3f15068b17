import type { Path } from '../diagnostic.ts';
import { valueAt } from '../json.ts';
import type { Model } from './model.ts';
import { groupOf, type Resource } from './resource.ts';

interface Maker {
  readonly group: string;
  readonly kind: string;
  /** Where the maker names the Secret; without a name there, the Secret has the maker's own. */
  readonly name: Path;
}

/**
 * Objects of other products whose controllers make a Secret in their namespace.
 * Source: https://external-secrets.io/latest/api/externalsecret (target.name),
 * https://github.com/bitnami-labs/sealed-secrets (template.metadata.name),
 * https://cert-manager.io/docs/usage/certificate (secretName),
 * https://developer.hashicorp.com/vault/docs/platform/k8s/vso/api-reference (destination.name).
 */
const MAKERS: readonly Maker[] = [
  { group: 'external-secrets.io', kind: 'ExternalSecret', name: ['spec', 'target', 'name'] },
  { group: 'bitnami.com', kind: 'SealedSecret', name: ['spec', 'template', 'metadata', 'name'] },
  { group: 'cert-manager.io', kind: 'Certificate', name: ['spec', 'secretName'] },
  { group: 'secrets.hashicorp.com', kind: 'VaultStaticSecret', name: ['spec', 'destination', 'name'] },
  { group: 'secrets.hashicorp.com', kind: 'VaultDynamicSecret', name: ['spec', 'destination', 'name'] },
];

/** Is this an object of which a controller makes a Secret? */
export function isMaker(resource: Resource): boolean {
  return makerOf(resource) !== undefined;
}

function makerOf({ apiVersion, kind }: Resource): Maker | undefined {
  const group = groupOf(apiVersion);
  return MAKERS.find((one) => one.kind === kind && one.group === group);
}

/** The Secrets that will be there although no manifest holds them, as `Secret/namespace/name`. */
export function madeByControllers(model: Model): readonly string[] {
  return model.resources.flatMap((resource) => {
    const maker = makerOf(resource);
    if (maker === undefined) return [];
    const written = valueAt(resource.value, maker.name);
    const name = typeof written === 'string' && written !== '' ? written : resource.name;
    return [`Secret/${model.namespaceOf(resource)}/${name}`];
  });
}
