import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import type { JsonObject } from '../../../src/json.ts';
import { loadManifests } from '../../../src/load/load.ts';
import { audit } from '../../../src/rbac/audit.ts';
import { explain } from '../../../src/rbac/explain.ts';
import { parseForbidden } from '../../../src/rbac/forbidden.ts';
import { needsOf } from '../../../src/rbac/needs.ts';
import { patchTexts } from '../../../src/rbac/patch.ts';
import { RBAC_FORMATS, renderExplained, renderObjects } from '../../../src/report/rbac.ts';
import type { Target } from '../target.ts';
import { changedOf } from '../texts.ts';

const FLOWS = new URL('../../rbac/flows/', import.meta.url);
const SCOPE = { complete: true, external: [] };
const PAGE = { color: false, columns: 80, unicode: true };

/** What people paste: refusals as they stand in logs, in JSON and in messages of Workflows. */
const REFUSALS = [
  'workflows.argoproj.io is forbidden: User "system:serviceaccount:argo-events:demo-sensor" cannot create resource "workflows" in API group "argoproj.io" in the namespace "argo-events"',
  '{"level":"error","msg":"failed to execute a trigger","error":"pods is forbidden: User \\"system:serviceaccount:a:b\\" cannot list resource \\"pods\\" in API group \\"\\" at the cluster scope"}',
  'Error (exit code 64): workflowtaskresults.argoproj.io "x" is forbidden: User "system:serviceaccount:a:default" cannot\n  patch resource "workflowtaskresults" in API group "argoproj.io" in the namespace "a"',
  'pods "x-" is forbidden: error looking up service account a/nobody: serviceaccount "nobody" not found',
];

/** Roles and bindings as odd as texts can make them: what is granted and shrunk once needs no second time. */
export function roles(): Target {
  const names = readdirSync(FLOWS);
  const read = (name: string) => readFileSync(new URL(name, FLOWS), 'utf8');
  const flows = names.filter((name) => name.endsWith('.yaml')).map(read);
  const permissions = names.filter((name) => name.endsWith('.objects.yaml.txt')).map(read);
  return {
    name: 'roles',
    property: fc.asyncProperty(
      fc.constantFrom(...flows),
      changedOf(permissions),
      changedOf(REFUSALS),
      fc.boolean(),
      async (flow, rbac, said, shrink) => {
        const texts = new Map([
          ['flow.yaml', flow],
          ['rbac.yaml', rbac],
        ]);
        const options = {
          scope: SCOPE,
          releases: {},
          grant: true,
          shrink,
          render: (object: JsonObject) => renderObjects([object], 'yaml'),
        };
        const { changed } = patchTexts(texts, options);
        const again = patchTexts(new Map([...texts, ...changed]), options).changed;
        if (again.size > 0) throw new Error(`a second patch changes ${[...again.values()].join('---\n')}`);
        const { model } = await loadManifests(['-'], { stdin: `${flow}\n---\n${rbac}` });
        const explained = explain(parseForbidden(said), audit(model, needsOf(model), SCOPE), model);
        for (const format of RBAC_FORMATS) renderExplained(explained, texts, format, PAGE);
      },
    ),
    close: async () => undefined,
  };
}
