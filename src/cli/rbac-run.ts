import process from 'node:process';
import type { Interfaces } from '@oclif/core';
import { UserError } from '../errors.ts';
import { type Loaded, loadManifests } from '../load/load.ts';
import { type Audit, audit } from '../rbac/audit.ts';
import { needsOf } from '../rbac/needs.ts';
import { isRelease } from '../rbac/release.ts';
import { renderDiagnostics } from '../report/diagnostics.ts';
import type { RBAC_FLAGS } from './rbac-flags.ts';
import { readStdinText } from './stdin.ts';
import type { Terminal } from './terminal.ts';

export type RbacFlags = Interfaces.InferredFlags<typeof RBAC_FLAGS>;

/** Reads the manifests and compares what they need with what they grant. Says what of them could not be read. */
export async function auditManifests(
  paths: readonly string[],
  flags: RbacFlags,
  terminal: Terminal,
): Promise<{ readonly audit: Audit; readonly broken: boolean }> {
  const { namespace, complete, assume } = flags;
  const releases = { argoEvents: flags['argo-events'], argoWorkflows: flags['argo-workflows'] };
  for (const release of Object.values(releases)) {
    if (release === undefined || isRelease(release)) continue;
    throw new UserError('usage', `"${release}" is no release`, 'write it like 4.1.2');
  }
  const inputs = paths.length === 0 ? ['.'] : paths;
  const stdin = inputs.includes('-') ? await readStdinText() : undefined;
  const loaded = await loadManifests(inputs, {
    ...(namespace !== undefined && { namespace }),
    ...(stdin !== undefined && { stdin }),
  });
  const scope = { complete, external: assume ?? [] };
  return {
    audit: audit(loaded.model, needsOf(loaded.model, releases), scope),
    broken: reportUnread(loaded, terminal),
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
