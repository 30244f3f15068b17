import { compareDiagnostics, type Diagnostic, type Edit, type Fix, type Path } from '../diagnostic.ts';
import { editYaml } from '../yaml/edit.ts';

/** What became of the texts in one round. */
export interface FixedTexts {
  /** The new texts of the files that changed, by name. */
  readonly changed: ReadonlyMap<string, string>;
  /** The findings whose fixes were made. */
  readonly fixed: readonly Diagnostic[];
}

/**
 * Makes the fixes that do not touch each other, each whole or not at all. The others wait for the next round, when the
 * changed texts have been judged anew: their paths may have moved.
 */
export function applyFixes(
  diagnostics: readonly Diagnostic[],
  texts: ReadonlyMap<string, string>,
  allowed: 'safe' | 'unsafe',
): FixedTexts {
  const changed = new Map<string, string>();
  const fixed: Diagnostic[] = [];
  const made: Fix[] = [];
  for (const diagnostic of [...diagnostics].sort(compareDiagnostics)) {
    const { fix } = diagnostic;
    if (fix === undefined || (!fix.safe && allowed === 'safe')) continue;
    if (made.some((other) => collide(fix, other))) continue;
    const text = changed.get(fix.file) ?? texts.get(fix.file);
    const edited = text && editYaml(text, fix.document, fix.edits);
    if (edited === undefined || edited === '' || edited === text) continue;
    changed.set(fix.file, edited);
    fixed.push(diagnostic);
    made.push(fix);
  }
  return { changed, fixed };
}

function collide(one: Fix, other: Fix): boolean {
  if (one.file !== other.file || one.document !== other.document) return false;
  return one.edits.some((a) =>
    other.edits.some((b) => pathsOf(a).some((p) => pathsOf(b).some((q) => touch(p, q)))),
  );
}

/** The parts of a document that an edit changes; whoever removes an item of a list moves all its siblings. */
function pathsOf(edit: Edit): readonly Path[] {
  switch (edit.kind) {
    case 'set':
      return [edit.path];
    case 'rename':
      return [edit.path];
    case 'remove':
      return [typeof edit.path.at(-1) === 'number' ? edit.path.slice(0, -1) : edit.path];
    case 'move':
      return [edit.path, edit.to];
  }
}

function touch(a: Path, b: Path): boolean {
  const length = Math.min(a.length, b.length);
  return a.slice(0, length).every((part, index) => part === b[index]);
}
