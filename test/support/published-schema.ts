import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';

const ajv = new Ajv2020({ allErrors: true });
for (const name of ['lint', 'rbac-check', 'test-result', 'doctor', 'ci']) {
  const file = `${name}.v1.schema.json`;
  const text = readFileSync(new URL(`../../schemas/${file}`, import.meta.url), 'utf8');
  // By its name, as the one of ci refers to the others in the same folder.
  ajv.addSchema(JSON.parse(text) as object, file);
}

/** What keeps a JSON text from being what a schema of schemas/ says; nothing when it fits. */
export function misfits(schema: string, text: string): readonly string[] {
  const validate = ajv.getSchema(`${schema}.v1.schema.json`);
  if (validate === undefined) throw new Error(`no schema "${schema}"`);
  if (validate(JSON.parse(text))) return [];
  return (validate.errors ?? []).map(({ instancePath, message, params }) =>
    [instancePath, message, JSON.stringify(params)].join(' '),
  );
}
