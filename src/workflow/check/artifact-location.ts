import type { Place } from '../../diagnostic.ts';
import { isSet, type JsonObject, listAt, objectAt, textAt } from '../../json.ts';
import type { Report } from './report.ts';

/**
 * Where an artifact is kept: the two stores that the controller looks into.
 * Source: argo-workflows workflow/validate/validate.go (validateArtifactLocation).
 */
export function checkLocation(report: Report, holder: JsonObject, prefix: string, at: Place): void {
  const git = objectAt(holder, 'git');
  if (git !== undefined && textAt(git, 'repo') === '') {
    report.add({ rule: 'artifact-without-source', message: `${prefix}.git.repo is required`, at });
  }
  const hdfs = objectAt(holder, 'hdfs');
  const message = hdfs && hdfsProblem(hdfs, `${prefix}.hdfs`);
  if (message !== undefined) report.add({ rule: 'hdfs-incomplete', message, at });
}

/** Source: argo-workflows workflow/artifacts/hdfs/hdfs.go (ValidateArtifact). */
function hdfsProblem(hdfs: JsonObject, prefix: string): string | undefined {
  if (listAt(hdfs, 'addresses').length === 0) return `${prefix}.addresses is required`;
  const path = textAt(hdfs, 'path');
  if (path === '') return `${prefix}.path is required`;
  if (!path.startsWith('/')) return `${prefix}.path must be a absolute file path`;
  const [ticket, keytab] = [isSet(hdfs, 'krbCCacheSecret'), isSet(hdfs, 'krbKeytabSecret')];
  if (textAt(hdfs, 'hdfsUser') === '' && !ticket && !keytab) {
    return `either ${prefix}.hdfsUser, ${prefix}.krbCCacheSecret or ${prefix}.krbKeytabSecret is required`;
  }
  const service = textAt(hdfs, 'krbServicePrincipalName') !== '' && isSet(hdfs, 'krbConfigConfigMap');
  if (keytab && (!service || textAt(hdfs, 'krbUsername') === '' || textAt(hdfs, 'krbRealm') === '')) {
    return `${prefix}.krbServicePrincipalName, ${prefix}.krbConfigConfigMap, ${prefix}.krbUsername and ${prefix}.krbRealm are required with ${prefix}.krbKeytabSecret`;
  }
  if (ticket && !service) {
    return `${prefix}.krbServicePrincipalName and ${prefix}.krbConfigConfigMap are required with ${prefix}.krbCCacheSecret`;
  }
  return undefined;
}
