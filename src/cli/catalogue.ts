import type { Command, Interfaces } from '@oclif/core';
import type { Catalogue, CommandShape, FlagShape, ValueShape } from '../completion/catalogue.ts';
import { CHECKS } from '../doctor/checks/index.ts';
import { EDITOR_SCHEMAS } from '../editor/schemas.ts';
import { GRAPH_FORMATS } from '../report/graph/format.ts';
import { LINT_FORMATS } from '../report/lint/format.ts';
import { RULES } from '../rules/index.ts';
import { SOURCE_TYPES } from '../simulate/sources/source-type.ts';
import { OVERALL_OUTCOMES } from '../test-event/overall-outcome.ts';
import { COMMANDS } from './commands.ts';

/**
 * What can stand on a command line. Only build.mjs calls it: completion must not wait for all commands to load.
 *
 * @param topics What package.json says of them.
 */
export function catalogueOf(topics: Readonly<Record<string, { readonly description: string }>>): Catalogue {
  const commands = Object.entries(COMMANDS).filter(([, { hidden }]) => !hidden);
  const plain = (values: readonly string[]) => values.map((value) => ({ value }));
  return {
    commands: Object.fromEntries(
      commands.map(([id, command]) => [id.replaceAll(':', ' '), shapeOf(command)]),
    ),
    topics: Object.fromEntries(Object.entries(topics).map(([name, { description }]) => [name, description])),
    names: {
      checks: CHECKS.map(({ id, title }) => ({ value: id, about: title })),
      formats: plain(Object.keys(LINT_FORMATS)),
      outcomes: plain(OVERALL_OUTCOMES),
      pictures: plain(Object.keys(GRAPH_FORMATS)),
      rules: RULES.map(({ id, summary }) => ({ value: id, about: summary })),
      schemas: EDITOR_SCHEMAS.map(({ name, summary }) => ({ value: name, about: summary })),
      types: SOURCE_TYPES.map(({ key }) => ({ value: key })),
    },
  };
}

function shapeOf({ summary = '', args, flags, baseFlags, strict }: Command.Class): CommandShape {
  return {
    about: summary,
    args: Object.entries(args).map(([key, arg]) =>
      valueShape(arg.name === '' ? key.toUpperCase() : (arg.name ?? key.toUpperCase()), arg.options),
    ),
    repeats: !strict,
    flags: Object.fromEntries(
      Object.entries({ ...flags, ...baseFlags })
        .filter(([, flag]) => !flag.hidden)
        .map(([name, flag]) => [name, flagShape(flag)]),
    ),
  };
}

function flagShape(flag: Interfaces.Flag<unknown>): FlagShape {
  const { summary = '', char } = flag;
  return {
    about: summary,
    ...(char !== undefined && { char }),
    ...(flag.type === 'option' && { value: valueShape(String(flag.helpValue ?? ''), flag.options) }),
    repeats: flag.type === 'option' && flag.multiple === true,
    negatable: flag.type === 'boolean' && flag.allowNo === true,
  };
}

function valueShape(placeholder: string, options: readonly string[] | undefined): ValueShape {
  return { placeholder, ...(options && { options }) };
}
