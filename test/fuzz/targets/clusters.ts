import fc from 'fast-check';
import { bundleFiles } from '../../../src/doctor/bundle.ts';
import { CHECKS } from '../../../src/doctor/checks/index.ts';
import { missingRoles } from '../../../src/doctor/mend.ts';
import { runChecks } from '../../../src/doctor/run.ts';
import { openEngine } from '../../../src/engine/wasm.ts';
import { isObject, type JsonObject } from '../../../src/json.ts';
import {
  renderDoctor,
  renderDoctorJson,
  renderDoctorJunit,
  renderDoctorShort,
} from '../../../src/report/doctor.ts';
import { stateOfLaboratory, WELL_CLUSTER } from '../../doctor/laboratory.ts';
import type { Target } from '../target.ts';
import { oddChanges, withOdd } from '../texts.ts';

const PAGE = { color: false, columns: 80, unicode: true };

/** A cluster with odd objects, versions and definitions in it: every check has an answer that can be shown. */
export function clusters(): Target {
  const engine = openEngine();
  return {
    name: 'clusters',
    property: fc.asyncProperty(
      oddChanges,
      fc.constantFrom(undefined, 'v1.36.3', '', 'v1', '1.2.3-rc.1+k3s1', 'next'),
      async (odd, version) => {
        const changed = withOdd([...WELL_CLUSTER.objects], odd);
        // Of a kind and with a name, as what an API server lists; the rest is odd.
        const objects = (Array.isArray(changed) ? changed : []).filter(
          (one): one is JsonObject =>
            isObject(one) &&
            typeof one['kind'] === 'string' &&
            isObject(one['metadata']) &&
            typeof one['metadata']['name'] === 'string',
        );
        const facts = { ...(version !== undefined && { version }) };
        const state = await stateOfLaboratory({ objects, facts }, { logs: true });
        const results = runChecks(CHECKS, state, engine);
        const report = { context: 'lab', server: 'https://lab', kubernetes: 'v1.36.3', results };
        const shown = [renderDoctor(report, PAGE), renderDoctorShort(report), renderDoctorJunit(report)];
        bundleFiles(state, { text: shown.join('\n'), json: renderDoctorJson(report) });
        missingRoles(state);
      },
    ),
    close: async () => engine.close(),
  };
}
