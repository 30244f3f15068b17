import type { JsonValue } from '../../json.ts';
import { type FieldProblem, Fields } from '../fields.ts';

/** One entry of `parameters` or `payload`. Source: argo-events pkg/apis/events/v1alpha1/sensor_types.go (TriggerParameter). */
export interface ParameterSpec {
  /** Undefined when it is missing, which the real code does not survive. */
  readonly src: ParameterSource | undefined;
  /** An sjson path. */
  readonly dest: string;
  /** '' (means overwrite), overwrite, append, prepend; any other text is kept as written. */
  readonly operation: string;
}

export interface ParameterSource {
  readonly dependencyName: string;
  readonly contextKey: string;
  readonly contextTemplate: string;
  readonly dataKey: string;
  readonly dataTemplate: string;
  /** The default, or the constant when nothing is selected; undefined when absent. */
  readonly value: string | undefined;
  readonly useRawData: boolean;
}

export interface ReadParameters {
  readonly parameters: readonly ParameterSpec[];
  readonly problems: readonly FieldProblem[];
}

/** The list at `key` of a trigger's or a template's object: `parameters`, `payload`, `dynamicHeaders` … */
export function readParameters(list: JsonValue | undefined, key = 'parameters'): ReadParameters {
  const fields = new Fields(list === undefined ? {} : { [key]: list });
  const parameters = (fields.objects(key) ?? []).map((item): ParameterSpec => {
    const src = item.object('src');
    return {
      src: src && {
        dependencyName: src.text('dependencyName'),
        contextKey: src.text('contextKey'),
        contextTemplate: src.text('contextTemplate'),
        dataKey: src.text('dataKey'),
        dataTemplate: src.text('dataTemplate'),
        value: src.optionalText('value'),
        useRawData: src.flag('useRawData'),
      },
      dest: item.text('dest'),
      operation: item.text('operation'),
    };
  });
  return { parameters, problems: fields.problems };
}
