import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { formatPath, type Place } from '../../src/diagnostic.ts';
import { buildModel } from '../../src/model/build.ts';
import type { Link } from '../../src/model/links.ts';
import type { Model } from '../../src/model/model.ts';
import { parseYaml } from '../../src/yaml/parse.ts';

const FIXTURES = fileURLToPath(new URL('fixtures/', import.meta.url));

/** fixtures/NAME.yaml → fixtures/NAME.out: what the objects are, where they lead, and what is wrong with them. */
it.each(readdirSync(FIXTURES).filter((name) => name.endsWith('.yaml')))('%s', async (name) => {
  const { documents, diagnostics } = parseYaml(readFileSync(FIXTURES + name, 'utf8'), name);
  expect(diagnostics).toEqual([]);
  const model = buildModel(documents);
  const text = [
    ...describeObjects(model),
    '',
    ...model.links.map(describeLink),
    '',
    ...describeProblems(model),
  ];
  await expect(`${text.join('\n').trimEnd()}\n`).toMatchFileSnapshot(
    `${FIXTURES}${name.replace('.yaml', '.out')}`,
  );
});

function describeObjects(model: Model): readonly string[] {
  return [
    `default namespace ${model.defaultNamespace}`,
    ...model.resources.map((resource) => {
      const at = position(resource.at([]));
      return `${resource.kind} ${resource.displayName} in "${model.namespaceOf(resource)}" at ${at}`;
    }),
    ...model.eventBuses.map(({ name, bus }) => `bus ${name}: ${bus ?? 'none'}`),
    ...model.eventSources.flatMap(({ name, events }) =>
      events.map((event) => {
        const filter = event.filterExpression === undefined ? '' : ` filtered by ${event.filterExpression}`;
        return `event ${name}/${event.name}: ${event.type} at ${formatPath(event.path)}${filter}`;
      }),
    ),
    ...model.sensors.flatMap(({ name, dependencies, triggers }) => [
      ...dependencies.map((d) => `sensor ${name}: ${d.name} = ${d.eventSourceName}/${d.eventName}`),
      ...triggers.map((t) => `sensor ${name}: trigger ${t.name} when "${t.conditions}"`),
    ]),
    ...model.embedded.map(({ triggerName, action, operation, resource, path }) => {
      return `trigger ${triggerName}: ${action} ${operation} ${resource.kind} ${resource.displayName} at ${formatPath(path)}`;
    }),
    ...model.workflows.map(({ kind, name, entrypoint, serviceAccountName, templates, specPath }) => {
      const names = templates.map((template) => template.name).join(', ');
      return `${kind} ${name} (${formatPath(specPath)}): entrypoint "${entrypoint}" as "${serviceAccountName}", templates ${names}`;
    }),
    ...model.roles.flatMap(({ kind, name, rules }) =>
      rules.map((rule) => `${kind} ${name}: ${rule.verbs.join(',')} on ${rule.resources.join(',')}`),
    ),
  ];
}

function describeLink({ kind, from, via, at, to, target, partFound, optional }: Link): string {
  const asked = [to.kind, to.namespace, to.name, ...(to.part === undefined ? [] : [`part ${to.part}`])].join(
    ' ',
  );
  const through = via === undefined ? '' : ` via ${via.resource.kind}`;
  const found =
    target === undefined ? 'missing' : partFound === false ? 'part missing' : `found ${target.kind}`;
  return `${kind}: ${from.displayName}${through} ${position(at)} → ${asked}: ${found}${optional ? ', optional' : ''}`;
}

function describeProblems(model: Model): readonly string[] {
  return model.diagnostics.flatMap(({ severity, rule, message, at, related, help }) => [
    `${position(at)} ${severity} ${rule}: ${message}`,
    ...(related ?? []).map((note) => `  ${position(note.at)} ${note.message}`),
    ...(help === undefined ? [] : [`  help: ${help}`]),
  ]);
}

function position({ range, path }: Place): string {
  return `${range?.start.line}:${range?.start.column}${path?.length ? ` (${formatPath(path)})` : ''}`;
}
