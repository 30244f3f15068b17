import process from 'node:process';
import type { Interfaces } from '@oclif/core';
import { UserError } from '../../errors.ts';
import { loadProject } from '../../lint/project.ts';
import type { Loaded } from '../../load/load.ts';
import type { Model } from '../../model/model.ts';
import { type Audit, audit, type Scope } from '../../rbac/audit.ts';
import type { Releases } from '../../rbac/need.ts';
import { needsOf } from '../../rbac/needs.ts';
import { isRelease } from '../../rbac/release.ts';
import { renderDiagnostics } from '../../report/diagnostics.ts';
import { readStdinText } from '../stdin.ts';
import type { Terminal } from '../terminal.ts';
import type { RBAC_FLAGS } from './flags.ts';

export type RbacFlags = Interfaces.InferredFlags<typeof RBAC_FLAGS>;

export interface AuditedManifests {
  readonly audit: Audit;
  readonly model: Model;
  /** Something could not be read, or is given twice. */
  readonly broken: boolean;
  /** The texts that were read, by file name. */
  readonly texts: ReadonlyMap<string, string>;
  readonly scope: Scope;
  readonly releases: Releases;
}

/** Reads the manifests and compares what they need with what they grant. Says what of them could not be read. */
export async function auditManifests(
  paths: readonly string[],
  flags: RbacFlags,
  terminal: Terminal,
): Promise<AuditedManifests> {
  const { namespace } = flags;
  const named = { argoEvents: flags['argo-events'], argoWorkflows: flags['argo-workflows'] };
  for (const release of Object.values(named)) {
    if (release === undefined || isRelease(release)) continue;
    throw new UserError('usage', `"${release}" is no release`, 'write it like 4.1.2');
  }
  // What the project says to "lint" counts here too; a flag says more.
  const { complete, assume = [] } = flags;
  const request = { paths, namespace, complete, assume };
  const { loaded, config, horizon: scope } = await loadProject(request, readStdinText);
  const releases = {
    argoEvents: named.argoEvents ?? config.versions.argoEvents,
    argoWorkflows: named.argoWorkflows ?? config.versions.argoWorkflows,
  };
  const { model, files } = loaded;
  return {
    audit: audit(model, needsOf(model, releases), scope),
    model,
    broken: reportUnread(loaded, terminal),
    texts: new Map(files.map(({ name, text }) => [name, text])),
    scope,
    releases,
  };
}

/** An object that cannot be read, or that is given twice, makes every answer doubtful. */
function reportUnread({ diagnostics, files }: Loaded, terminal: Terminal): boolean {
  const shown = diagnostics.filter(
    ({ severity, rule }) => severity === 'error' || rule === 'model/duplicate-object',
  );
  if (shown.length === 0) return false;
  const sources = new Map(files.map(({ name, text }) => [name, text]));
  process.stderr.write(`${renderDiagnostics(shown, sources, terminal)}\n`);
  return true;
}
