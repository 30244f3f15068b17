import { isObject, type JsonValue } from '../json.ts';
import type { YamlDocument } from '../yaml/document.ts';

/** Where the documents of a rendered text come from. */
export interface Origin {
  /** The part of the text, as offsets from 0; the end is not part of it. */
  readonly start: number;
  readonly end: number;
  /** The file that it was rendered from, as its renderer names it: `chart/templates/sensor.yaml`. */
  readonly source: string;
}

/** Helm writes it above every document. Source: helm.sh/helm pkg/action/action.go (renderResources). */
const HELM = /^# Source: (\S.*?)\s*$/;
/** kustomize writes it with `buildMetadata: [originAnnotations]`. Source: sigs.k8s.io/kustomize/api/resource/origin.go */
const KUSTOMIZE = 'config.kubernetes.io/origin';

/** What the documents say of the files that they were rendered from; nothing for a text that was written by hand. */
export function originsOf(text: string, documents: readonly YamlDocument[]): readonly Origin[] {
  const annotated = text.includes(KUSTOMIZE);
  if (!annotated && !text.includes('# Source: ')) return [];
  const bounds = [...text.matchAll(/^---(?=\s|$)/gm)].map(({ index }) => index);
  const starts = [...new Set([0, ...bounds])];
  const parts = starts.map((start, index) => ({ start, end: starts[index + 1] ?? text.length }));
  const named = new Map(annotated ? documents.flatMap((document) => annotationOf(document, parts)) : []);
  return parts.flatMap(({ start, end }) => {
    const source = named.get(start) ?? commentOf(text.slice(start, end));
    return source === undefined ? [] : [{ start, end, source }];
  });
}

/** The comment among those above the content of a document. */
function commentOf(document: string): string | undefined {
  for (const line of document.replace(/^---.*/, '').split(/\r?\n/)) {
    const source = HELM.exec(line)?.[1];
    if (source !== undefined) return source;
    if (!/^\s*(?:#|$)/.test(line)) return undefined;
  }
  return undefined;
}

function annotationOf(
  document: YamlDocument,
  parts: readonly { readonly start: number; readonly end: number }[],
): readonly (readonly [number, string])[] {
  const annotation = member(member(member(document.value, 'metadata'), 'annotations'), KUSTOMIZE);
  const source = typeof annotation === 'string' ? /^path: (\S.*?)\s*$/m.exec(annotation)?.[1] : undefined;
  if (source === undefined) return [];
  const { offset } = document.rangeOf([]).start;
  const part = parts.find(({ start, end }) => offset >= start && offset < end);
  return part === undefined ? [] : [[part.start, source]];
}

function member(value: JsonValue | undefined, key: string): JsonValue | undefined {
  return value !== undefined && isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}
