import { keysOf } from '../../simulate/path-keys.ts';
import type { Dependency } from '../dependencies.ts';
import type { Rows } from '../rows.ts';
import type { Substitute, Substitutes } from '../substitute.ts';
import type { Value } from './values.ts';

/** What a template of a sensor holds once for each dependency, and once for each value. */
export function sensorRows(dependencies: readonly Dependency[], values: readonly Value[]): readonly Rows[] {
  return [
    rowsOf(
      dependencies.map(({ name, from }) => ({
        'argoflow-dependency-name': name,
        'argoflow-dependency-source': from.eventSource.name,
        'argoflow-dependency-event': from.event.name,
      })),
    ),
    rowsOf(
      values.map((value, index) => ({
        'argoflow-value-name': value.name,
        'argoflow-value-of': value.dependency,
        'argoflow-value-key': value.dataKey,
        'argoflow-value-at': String(index),
        'argoflow-value-template': goTemplate(value),
      })),
    ),
  ];
}

function rowsOf(rows: readonly Readonly<Record<string, string>>[]): Rows {
  const substitutes = rows.map(
    (row): Substitutes =>
      new Map(
        Object.entries(row).map(([marker, value]): [string, Substitute] => [
          marker,
          { value, type: 'string' },
        ]),
      ),
  );
  return { markers: Object.keys(rows[0] ?? {}), rows: substitutes };
}

/**
 * The value as an expression of a Go template over the event. Numbers of JSON are floats there, and large ones would be
 * written with an exponent. Source: argo-events pkg/sensors/triggers/params.go (getValueWithTemplate).
 */
function goTemplate({ dataKey, isInteger = false }: Value): string {
  const keys = keysOf(dataKey);
  const dotted = keys.every((key) => /^[A-Za-z_]\w*$/.test(key));
  const parts = keys.map((key) => (/^\d+$/.test(key) ? key : `\`${key}\``));
  const path = dotted ? `.Input.${keys.join('.')}` : `index .Input ${parts.join(' ')}`;
  return isInteger ? `${path} | int64` : path;
}
