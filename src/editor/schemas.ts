import { UserError } from '../errors.ts';
import { didYouMean, nearest } from '../nearest.ts';
import { DOCUMENT_KINDS, kindDocument, manifestDocument } from '../schema/document.ts';
import type { ShapeOptions } from '../schema/schema.ts';

export type Releases = Pick<ShapeOptions, 'argoEvents' | 'argoWorkflows'>;

/** A schema that editors and other programs can use. */
export interface EditorSchema {
  /** What `--kind` calls it. */
  readonly name: string;
  readonly summary: string;
  /** The files that editors hold against it, as globs; none where another schema stands for it. */
  readonly files: readonly string[];
  /** What makes it: one of the files of schemas/, or the tables there. */
  readonly from: { readonly file: string } | { readonly make: (releases: Releases) => object };
}

export const EDITOR_SCHEMAS: readonly EditorSchema[] = [
  {
    name: 'manifest',
    summary: 'objects of Argo by their kind; all others pass',
    files: ['*.yaml', '*.yml'],
    from: { make: manifestDocument },
  },
  ...DOCUMENT_KINDS.map(
    (kind): EditorSchema => ({
      name: kind,
      summary: `a ${kind} alone`.replace('a Ev', 'an Ev'),
      files: [],
      from: { make: (releases) => kindDocument(kind, releases) },
    }),
  ),
  {
    name: 'config',
    summary: 'what a project says once for all runs',
    files: ['.argoflow.yaml'],
    from: { file: 'config.v1.schema.json' },
  },
  {
    name: 'flow-test',
    summary: 'events, and what must come of them',
    files: ['*.flowtest.yaml', '*.flowtest.yml'],
    from: { file: 'flowtest.v1.schema.json' },
  },
];

/** The schemas of those names, upper case or not; all of them when none is named. Throws a UserError (usage). */
export function chooseSchemas(names: readonly string[]): readonly EditorSchema[] {
  if (names.length === 0) return EDITOR_SCHEMAS;
  const known = EDITOR_SCHEMAS.map(({ name }) => name);
  const wanted = names.map((given) => {
    const found = known.find((name) => name.toLowerCase() === given.toLowerCase());
    if (found !== undefined) return found;
    const near = nearest(given, known);
    throw new UserError(
      'usage',
      `there is no schema "${given}"${didYouMean(near)}`,
      'argoflow schema --list shows all of them',
    );
  });
  return EDITOR_SCHEMAS.filter(({ name }) => wanted.includes(name));
}

/** The name of the file that a schema is written to. */
export function schemaFile({ name }: EditorSchema): string {
  return `${name}.schema.json`;
}

/** Says in a schema who wrote it, so that the next run may write it again. */
const MARK = 'written by argoflow schema';

/**
 * The text of a schema.
 *
 * @param read Gives the text of a file of schemas/.
 */
export async function schemaText(
  { from }: EditorSchema,
  releases: Releases,
  read: (file: string) => Promise<string>,
): Promise<string> {
  const schema = 'make' in from ? from.make(releases) : (JSON.parse(await read(from.file)) as object);
  const { $schema, ...rest } = schema as { readonly $schema?: string }; // every JSON Schema may have one
  return `${JSON.stringify({ $schema, $comment: MARK, ...rest }, null, 1)}\n`;
}

/** Whether a text is a schema that an earlier run wrote. */
export function isOwnSchema(text: string): boolean {
  return text.slice(0, 300).includes(`"$comment": "${MARK}"`);
}
