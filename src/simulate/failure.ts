import type { Answer } from '../engine/engine.ts';

/**
 * Why an evaluation has no result.
 *
 * `error`: the real code returned this error · `panic`: the real process would have crashed with this text ·
 * `limit`: argoflow stopped it; the real process would have gone on, without an end or until its memory was gone.
 */
export interface Failure {
  readonly kind: 'error' | 'panic' | 'limit';
  readonly error: string;
}

export function failureOf(answer: Answer<unknown> & { readonly ok: false }): Failure {
  return { kind: answer.kind, error: answer.error };
}

/** What Go says when a program reads through a nil pointer. */
export const NIL_DEREFERENCE: Failure = {
  kind: 'panic',
  error: 'runtime error: invalid memory address or nil pointer dereference',
};
