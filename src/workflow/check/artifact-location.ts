import type { Place } from '../../diagnostic.ts';
import type { JsonObject } from '../../json.ts';
import { isSet, listOf, objectOf, textOf } from '../field.ts';
import type { Report } from './report.ts';

/**
 * Where an artifact is kept: the two stores that the controller looks into.
 * Source: argo-workflows workflow/validate/validate.go (validateArtifactLocation).
 */
export function checkLocation(report: Report, holder: JsonObject, prefix: string, at: Place): void {
  const git = objectOf(holder, 'git');
  if (git !== undefined && textOf(git, 'repo') === '') {
    report.add({ rule: 'artifact-without-source', message: `${prefix}.git.repo is required`, at });
  }
  const hdfs = objectOf(holder, 'hdfs');
  const message = hdfs && hdfsProblem(hdfs, `${prefix}.hdfs`);
  if (message !== undefined) report.add({ rule: 'hdfs-incomplete', message, at });
}

/** Source: argo-workflows workflow/artifacts/hdfs/hdfs.go (ValidateArtifact). */
function hdfsProblem(hdfs: JsonObject, prefix: string): string | undefined {
  if (listOf(hdfs, 'addresses').length === 0) return `${prefix}.addresses is required`;
  const path = textOf(hdfs, 'path');
  if (path === '') return `${prefix}.path is required`;
  if (!path.startsWith('/')) return `${prefix}.path must be a absolute file path`;
  const [ticket, keytab] = [isSet(hdfs, 'krbCCacheSecret'), isSet(hdfs, 'krbKeytabSecret')];
  if (textOf(hdfs, 'hdfsUser') === '' && !ticket && !keytab) {
    return `either ${prefix}.hdfsUser, ${prefix}.krbCCacheSecret or ${prefix}.krbKeytabSecret is required`;
  }
  const service = textOf(hdfs, 'krbServicePrincipalName') !== '' && isSet(hdfs, 'krbConfigConfigMap');
  if (keytab && (!service || textOf(hdfs, 'krbUsername') === '' || textOf(hdfs, 'krbRealm') === '')) {
    return `${prefix}.krbServicePrincipalName, ${prefix}.krbConfigConfigMap, ${prefix}.krbUsername and ${prefix}.krbRealm are required with ${prefix}.krbKeytabSecret`;
  }
  if (ticket && !service) {
    return `${prefix}.krbServicePrincipalName and ${prefix}.krbConfigConfigMap are required with ${prefix}.krbCCacheSecret`;
  }
  return undefined;
}
