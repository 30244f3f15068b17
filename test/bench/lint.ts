import { rmSync } from 'node:fs';
import { openEngine } from '../../src/engine/wasm.ts';
import { lint } from '../../src/lint/lint.ts';
import { loadManifests } from '../../src/load/load.ts';
import { writeTree } from './tree.ts';

// Writes trees of manifests and lints them, all rules on, without the command around it. Run by run.ts in a process
// of its own; prints rows as JSON. A tree is made of flows that differ in names, numbers and size.

const [folder = '', ...sizes] = process.argv.slice(2);
const horizon = { complete: true, external: [] };

const rows = [];
for (const size of sizes.map(Number)) {
  const documents = writeTree(folder, size);
  const engine = openEngine();
  const once = async () => {
    const start = performance.now();
    const before = process.cpuUsage();
    const { diagnostics } = lint(await loadManifests([folder]), { engine, horizon, ignores: true });
    const { user, system } = process.cpuUsage(before);
    return {
      seconds: (performance.now() - start) / 1000,
      cpu: (user + system) / 1e6,
      findings: diagnostics.length,
    };
  };
  const cold = await once();
  const warm = await once();
  engine.close();
  rows.push({
    documents,
    findings: warm.findings,
    cold: documents / cold.seconds,
    warm: documents / warm.seconds,
    coldOfCpu: documents / cold.cpu,
    warmOfCpu: documents / warm.cpu,
    megabytes: process.resourceUsage().maxRSS / 1024,
  });
  rmSync(folder, { recursive: true });
}
process.stdout.write(JSON.stringify(rows));
