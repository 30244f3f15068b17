import { createHash } from 'node:crypto';
import type { Diagnostic } from '../../diagnostic.ts';

/**
 * For each finding what stays the same when lines move: SHA-256, in hexadecimal, of its rule, file, object, path and
 * message. Of findings that are alike in all of these, the second and further ones are counted: no two are the same.
 */
export function fingerprintsOf(diagnostics: readonly Diagnostic[]): readonly string[] {
  const seen = new Map<string, number>();
  return diagnostics.map(({ rule, at, message }) => {
    const file = at.source ?? at.file ?? '';
    const text = [rule, file, at.resource ?? '', JSON.stringify(at.path ?? []), message].join('\n');
    const before = seen.get(text) ?? 0;
    seen.set(text, before + 1);
    const hashed = before === 0 ? text : `${text}\n${before}`;
    return createHash('sha256').update(hashed).digest('hex');
  });
}
