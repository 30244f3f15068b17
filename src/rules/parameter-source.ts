import type { ParameterSource } from '../simulate/parameters/parameter-spec.ts';

/** Does a parameter look into its event at all? */
export function hasSelector({
  contextKey,
  contextTemplate,
  dataKey,
  dataTemplate,
}: ParameterSource): boolean {
  return contextKey !== '' || contextTemplate !== '' || dataKey !== '' || dataTemplate !== '';
}
