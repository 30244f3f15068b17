import { fileURLToPath } from 'node:url';
import { openEngine } from '../../src/engine/wasm.ts';
import { lint } from '../../src/lint/lint.ts';
import { loadManifests } from '../../src/load/load.ts';
import type { ParameterProposal } from '../../src/proposals/proposals.ts';
import { audit } from '../../src/rbac/audit.ts';
import { needsOf } from '../../src/rbac/needs.ts';
import { renderObjects } from '../../src/report/rbac.ts';
import { type Addition, planAddition } from '../../src/scaffold/addition.ts';
import { resolveAnswers } from '../../src/scaffold/answers.ts';
import { takableValues } from '../../src/scaffold/arrival.ts';
import {
  type Dependency,
  readDependencies,
  type SourceEvent,
  sourceEvents,
} from '../../src/scaffold/dependencies.ts';
import { chooseServed, ingressRows, ingressTemplate } from '../../src/scaffold/ingress.ts';
import {
  fitted,
  fittedBus,
  modelOf,
  objectsOf,
  type Project,
  withFiles,
} from '../../src/scaffold/project.ts';
import {
  planSensor,
  proposedValue,
  type SensorRequest,
  sensorTemplate,
  takableBy,
  takesValues,
} from '../../src/scaffold/sensor/plan.ts';
import type { Value } from '../../src/scaffold/sensor/values.ts';
import type { Template } from '../../src/scaffold/template.ts';
import { readTemplates } from '../../src/scaffold/templates.ts';
import { createWorld } from '../../src/simulate/world.ts';
import { testEvent } from '../../src/test-event/test-event.ts';
import { LIBRARY } from '../payloads/library.ts';

const TEMPLATES = fileURLToPath(new URL('../../templates/', import.meta.url));

export const SOURCES = await readTemplates(`${TEMPLATES}event-source`);
export const SENSORS = await readTemplates(`${TEMPLATES}sensor`);
export const SENSORS_OF_TEMPLATES = await readTemplates(`${TEMPLATES}sensor-of-template`);
export const WORKFLOW_TEMPLATES = await readTemplates(`${TEMPLATES}workflow-template`);
const INGRESSES = await readTemplates(`${TEMPLATES}ingress`);
export const BUSES = await readTemplates(`${TEMPLATES}event-bus`);

const NOW = '2026-03-14T09:26:53Z';
export const engine = openEngine({ now: NOW, seed: 1 });
const world = () => createWorld({ now: NOW, seed: 1 });

/** Values by parameter. */
export type Given = Readonly<Record<string, string>>;

/** A project of a test, that says for itself that it is whole. */
export function emptyProject(kustomization?: string): Project {
  return {
    model: modelOf(new Map()),
    texts: new Map(),
    kustomization:
      kustomization === undefined ? undefined : { path: 'kustomization.yaml', text: kustomization },
    scope: { complete: true, external: [] },
    releases: {},
  };
}

/** The project with what was planned written into it. */
export function written(project: Project, { files }: Pick<Addition, 'files'>): Project {
  return withFiles(project, files);
}

const render = (object: Parameters<typeof renderObjects>[0][number]) => renderObjects([object], 'yaml');

function plan(project: Project, template: Template, given: Given): Addition {
  const answers = resolveAnswers(template, new Map(Object.entries(given)), 'demo');
  return planAddition(project, template, answers, {
    permissionsFile: `${answers.get('name')}-rbac.yaml`,
    render,
  });
}

export function planSource(project: Project, template: Template, given: Given = {}): Addition {
  return plan(project, fitted(template, objectsOf(project.model)), given);
}

export function planEventBus(project: Project, template: Template, given: Given = {}): Addition {
  return plan(project, fittedBus(template, project.model), given);
}

export function planTemplate(project: Project, template: Template, given: Given = {}): Addition {
  return plan(project, fitted(template, objectsOf(project.model)), given);
}

/** An Ingress for the only event source that takes requests. */
export function planIngress(project: Project): Addition {
  const served = chooseServed(project, undefined);
  const [written] = INGRESSES;
  if (written === undefined) throw new Error('no template for an Ingress');
  const answers = resolveAnswers(ingressTemplate(written, served), new Map(), 'demo');
  const own = [`${answers.get('name')}-ingress.yaml`];
  return planAddition(project, written, answers, {
    rows: [ingressRows(project, served, answers.get('host') ?? '', own)],
    permissionsFile: `${answers.get('name')}-rbac.yaml`,
    render,
  });
}

/** A sensor with the defaults, as far as nothing else is asked for. */
export function planTrigger(
  project: Project,
  written: Template,
  {
    events = [],
    given = {},
    ...request
  }: Partial<SensorRequest> & { events?: readonly string[]; given?: Given },
): Addition {
  const dependencies = request.dependencies ?? readDependencies(sourceEvents(project.model), events);
  const template = sensorTemplate(written, dependencies);
  const answers = resolveAnswers(template, new Map(Object.entries(given)), 'demo');
  const values = takesValues(template)
    ? (request.values ?? dependencies.map((one) => proposed(template, one)))
    : [];
  return planSensor(project, template, answers, { filters: [], ...request, dependencies, values }, render);
}

/** What a trigger can take of an event's sample. */
export function takable(event: SourceEvent): readonly ParameterProposal[] {
  return takableValues(event, { engine, world: world(), library: LIBRARY });
}

function proposed(template: Template, { name, from }: Dependency): Value {
  const [first] = takableBy(template, takable(from));
  if (first === undefined) throw new Error(`nothing arrives of ${from.name}`);
  return proposedValue(first, name);
}

/** Everything that lint says, and every permission that is missing. */
export async function problemsOf(project: Project): Promise<readonly string[]> {
  const stdin = [...project.texts].map(([file, text]) => `# ${file}\n${text}`).join('---\n');
  const loaded = await loadManifests(['-'], { stdin });
  const { diagnostics } = lint(loaded, {
    engine,
    horizon: project.scope,
    ignores: true,
    severities: new Map(),
    releases: {},
  });
  const { gaps, homeless, unchecked } = audit(project.model, needsOf(project.model), project.scope);
  return [
    ...diagnostics.map(({ rule, severity, message, help }) => `${severity} ${rule}: ${message} (${help})`),
    ...gaps.map(({ need, why }) => `missing: ${need.reason}: ${why.message}`),
    ...homeless.map(({ account }) => `no account ${account.name}`),
    ...unchecked.map(({ reason }) => `unchecked: ${reason}`),
  ];
}

/** What becomes of the sample events of those sources, one after the other. */
export function fire({ model }: Project, targets: readonly string[]) {
  return testEvent(
    { targets, samples: [], assignments: [], headers: [], repeat: 1, expectations: [], nodeOutputs: {} },
    { model, engine, world: world(), library: LIBRARY, diagnostics: [] },
  );
}
