import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import type { Interfaces } from '@oclif/core';
import { openEngine } from '../../engine/wasm.ts';
import { UserError } from '../../errors.ts';
import { encodeGo } from '../../json.ts';
import { loadManifests } from '../../load/load.ts';
import { findSample, readLibrary, typeOf } from '../../payloads/library.ts';
import type { Sample } from '../../payloads/sample.ts';
import { askingFor } from '../../payloads/stand-in.ts';
import { resolveAnswers } from '../../scaffold/answers.ts';
import { planFiles } from '../../scaffold/plan.ts';
import { readTemplate } from '../../scaffold/templates.ts';
import { type Delivery, deliver, targetFor } from '../../test-event/delivery.ts';
import { openWorld } from '../../test-event/world.ts';
import { readStdinText } from '../stdin.ts';
import type { SAMPLE_FLAGS } from './flags.ts';

export type SampleFlags = Partial<Interfaces.InferredFlags<typeof SAMPLE_FLAGS>>;

/**
 * Sends a sample to an event source of the manifests, or to one as `argoflow scaffold event-source TYPE` writes it.
 * Throws a UserError for everything that a person can mend.
 *
 * @param root The folder of the program, with payloads/ and templates/ in it.
 */
export async function deliverSample(root: string, spelling: string, flags: SampleFlags): Promise<Delivery> {
  const library = await readLibrary(join(root, 'payloads'), [typeOf(spelling)]);
  const sample = findSample(library, spelling);
  const secret = await givenSecret(flags);
  const { world, engineWorld } = openWorld({ ...(flags.at !== undefined && { at: flags.at }), seed: 1 });
  const engine = openEngine(engineWorld);
  try {
    const { model } = await manifests(root, sample, flags);
    const target = targetFor(model, sample, flags.source);
    const options = {
      sample,
      assignments: flags.set ?? [],
      standIn: flags.filename === undefined,
      ...(secret !== undefined && { secret }),
    };
    return deliver(options, target, model, { engine, world, library });
  } finally {
    engine.close();
  }
}

async function manifests(root: string, sample: Sample, { filename }: SampleFlags) {
  if (filename === undefined) {
    const template = await readTemplate(join(root, 'templates', 'event-source'), sample.type);
    const files = planFiles(template, resolveAnswers(template, new Map(), sample.type));
    const { model } = await loadManifests(['-'], { stdin: files.map(({ text }) => text).join('---\n') });
    // Alone: its Secret holds nothing that could sign.
    const written = model.eventSources.map(({ resource }) => askingFor(sample, resource.value));
    return await loadManifests(['-'], { stdin: encodeGo(written[0] ?? {}) });
  }
  const stdin = filename.includes('-') ? await readStdinText() : undefined;
  const loaded = await loadManifests(filename, { only: 'flows', ...(stdin !== undefined && { stdin }) });
  const broken = loaded.diagnostics.find(({ severity }) => severity === 'error');
  if (broken === undefined) return loaded;
  const { file, range } = broken.at;
  const place = file === undefined || range === undefined ? '' : `${file}:${range.start.line}: `;
  throw new UserError('work', `${place}${broken.message}`, broken.help);
}

/** One newline at its end is no part of it, as in the file of a Secret. */
async function givenSecret(flags: SampleFlags): Promise<string | undefined> {
  const name = flags['secret-env'];
  const path = flags['secret-file'];
  if (name !== undefined) {
    const value = process.env[name];
    if (value === undefined) throw new UserError('usage', `there is no environment variable "${name}"`);
    return value.replace(/\n$/, '');
  }
  if (path === undefined) return undefined;
  if (path === '-' && flags.filename?.includes('-')) {
    throw new UserError('usage', '"-" is given more than once, but standard input can be read only once');
  }
  try {
    const text = path === '-' ? await readStdinText() : await readFile(path, 'utf8');
    return text.replace(/\n$/, '');
  } catch (error) {
    if (error instanceof UserError) throw error;
    const cause = error instanceof Error ? error.message : String(error);
    throw new UserError('work', `cannot read the secret: ${cause}`);
  }
}
