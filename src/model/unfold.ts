import type { Diagnostic, Path } from '../diagnostic.ts';
import { isArray, isObject, type JsonObject, type JsonValue, typeName } from '../json.ts';
import type { YamlDocument } from '../yaml/document.ts';
import { resourceInDocument } from './manifest.ts';
import type { Resource } from './resource.ts';

/** The objects of all documents, in order; lists of objects are unfolded. Empty documents are nobody's mistake. */
export function unfold(documents: readonly YamlDocument[], diagnostics: Diagnostic[]): readonly Resource[] {
  const found: Resource[] = [];
  for (const document of documents) {
    if (!document.empty) unfoldValue(document, [], document.value, found, diagnostics);
  }
  return found;
}

function unfoldValue(
  document: YamlDocument,
  path: Path,
  value: JsonValue,
  found: Resource[],
  diagnostics: Diagnostic[],
): void {
  if (!isObject(value)) {
    // The value of a document that could not be read is null, and that has been said.
    if (value === null && path.length === 0) return;
    diagnostics.push({
      rule: 'model/not-an-object',
      severity: 'error',
      message: `expected a Kubernetes object, which is a mapping with "apiVersion" and "kind", but found ${name(value)}`,
      at: { file: document.file, range: document.rangeOf(path) },
    });
    return;
  }
  const { items } = value;
  const resource = resourceInDocument(document, path, value, found.length + 1);
  if (!resource.kind.endsWith('List') || !isArray(items)) {
    found.push(resource);
    return;
  }
  for (const [index, item] of items.entries()) {
    unfoldValue(document, [...path, 'items', index], withKind(item, resource), found, diagnostics);
  }
}

/**
 * The items of a SensorList may leave out what they are. Source: k8s.io/apimachinery
 * pkg/apis/meta/v1/unstructured/unstructured.go (decodeToList).
 */
function withKind(item: JsonValue, list: Resource): JsonValue {
  const kind = list.kind.slice(0, -'List'.length);
  if (kind === '' || !isObject(item) || (typeof item['kind'] === 'string' && item['kind'] !== ''))
    return item;
  const named: JsonObject = Object.assign(Object.create(null), item, { apiVersion: list.apiVersion, kind });
  return named;
}

function name(value: JsonValue): string {
  const type = typeName(value);
  if (type === 'array') return 'a list';
  return type === 'null' ? 'nothing' : `a ${type}`;
}
