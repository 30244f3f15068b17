import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { UserError } from '../errors.ts';
import type { JsonValue } from '../json.ts';
import { nearest } from '../nearest.ts';
import { packageFolder } from '../package-folder.ts';
import { listed } from './finding.ts';
import type { Facts } from './frame.ts';
import type { Overlay } from './overlay.ts';
import type { Table } from './table.ts';

export const PRODUCTS = ['argo-events', 'argo-workflows', 'kubernetes'] as const;
export type Product = (typeof PRODUCTS)[number];

/** Whether an object has the shape of its kind, by `apiVersion/kind`; made by build.mjs. */
export type Validators = ReadonlyMap<string, (value: JsonValue) => boolean>;

/** One release of a product. What is not asked for is not loaded. */
export class Release {
  readonly #name: string;
  readonly #product: Product;
  #validators: Validators | undefined;
  #facts: Facts | undefined;

  constructor(product: Product, name: string) {
    this.#product = product;
    this.#name = name;
  }

  get validators(): Validators {
    this.#validators ??= loadValidators(this.#product, this.#name);
    return this.#validators;
  }

  get facts(): Facts {
    this.#facts ??= {
      table: readJson(join(schemaFolder(), this.#product, `${this.#name}.json`)) as Table, // made by schemas/extract.mjs
      overlay: overlayOf(this.#product),
    };
    return this.#facts;
  }
}

const opened = new Map<string, Release>();

/** The release of that name, or the newest. Throws a UserError when there is no such release. */
export function openRelease(product: Product, name?: string): Release {
  const known = opened.get(`${product} ${name}`);
  if (known !== undefined) return known;
  const names = releasesOf(product);
  if (name !== undefined && !names.includes(name)) {
    const meant = nearest(name, names) ?? names.at(-1);
    throw new UserError(
      'usage',
      `there are no schemas of ${product} "${name}", but of ${listed(names)}`,
      `write "${meant}"`,
    );
  }
  const release = new Release(product, name ?? names.at(-1) ?? '');
  opened.set(`${product} ${name}`, release);
  return release;
}

/** The releases of a product that there are schemas of, the oldest first. */
export function releasesOf(product: Product): readonly string[] {
  return readdirSync(join(schemaFolder(), product))
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

function overlayOf(product: Product): Overlay {
  const path = join(schemaFolder(), 'overlay', `${product}.json`);
  return existsSync(path) ? (readJson(path) as Overlay) : {}; // written by hand, held to its type by a test
}

function loadValidators(product: Product, name: string): Validators {
  const path = join(packageFolder(), 'dist', 'schemas', `${product}-${name}.cjs`);
  if (!existsSync(path)) throw new UserError('work', 'the schemas are not built', 'npm run build:cli');
  const compiled: unknown = createRequire(import.meta.url)(path);
  return new Map(Object.entries(compiled as Record<string, (value: JsonValue) => boolean>)); // made by build.mjs
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

function schemaFolder(): string {
  return join(packageFolder(), 'schemas');
}
