import { UserError } from '../errors.ts';
import { didYouMean, nearest } from '../nearest.ts';
import { type Substitute, substituteText } from './substitute.ts';
import type { Parameter, Template } from './template.ts';

/** A valid value for every parameter of a template, by the parameter's name. */
export type Answers = ReadonlyMap<string, string>;

/** Longest value of any parameter, in UTF-16 units: everything beyond is a mistake, not a name. */
const LONGEST = 1000;

/** Why `text` is no value for the parameter, in one line that starts with the value; undefined when it is one. */
export function checkValue(parameter: Parameter, text: string): string | undefined {
  const shown = show(text);
  if (text.length > LONGEST) return `${shown} is too long: at most ${LONGEST} characters`;
  const { choices } = parameter;
  if (choices.length > 0 && !choices.some(({ value }) => value === text)) {
    const values = choices.map(({ value }) => value);
    return `${shown} is not a choice, expected ${values.slice(0, -1).join(', ')} or ${values.at(-1)}`;
  }
  const reserved = parameter.except.find(({ value }) => value === text);
  if (reserved !== undefined) return `${shown} is taken: ${reserved.because}`;
  const problem = parameter.type === 'integer' ? checkInteger(parameter, text) : undefined;
  if (problem !== undefined) return `${shown} ${problem}`;
  if (parameter.pattern !== undefined && !parameter.pattern.test(text)) {
    return `${shown} is not valid, expected ${parameter.expects ?? parameter.pattern.source}`;
  }
  return undefined;
}

function checkInteger({ minimum, maximum }: Parameter, text: string): string | undefined {
  const bounds = describeBounds(minimum, maximum);
  // A leading zero would make it an octal number where YAML reads it.
  if (!/^(?:0|-?[1-9][0-9]*)$/.test(text)) return `is not valid, expected a whole number${bounds}`;
  const value = Number(text);
  const inside =
    Number.isSafeInteger(value) &&
    value >= (minimum ?? Number.NEGATIVE_INFINITY) &&
    value <= (maximum ?? Number.POSITIVE_INFINITY);
  return inside ? undefined : `is out of range, expected a whole number${bounds}`;
}

function describeBounds(minimum: number | undefined, maximum: number | undefined): string {
  if (minimum === undefined) return maximum === undefined ? '' : ` up to ${maximum}`;
  return maximum === undefined ? ` from ${minimum} up` : ` from ${minimum} to ${maximum}`;
}

/** The value that the parameter has when nobody says otherwise. `folder` is the name of the project's folder. */
export function defaultValue(parameter: Parameter, folder: string): string {
  if (parameter.defaultFrom === 'folder') {
    const label = dnsLabel(folder);
    if (checkValue(parameter, label) === undefined) return label;
  }
  return parameter.default;
}

/**
 * The name as a DNS label that starts with a letter, '' where nothing is left of it.
 * Shorter than the label's 63 characters, so that names made of it keep within them.
 */
function dnsLabel(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 40)
    .replace(/-+$/, '');
}

/**
 * The given values and, for the rest, the defaults.
 * Throws a UserError (usage) for a parameter that the template does not have and for a value that is not valid.
 */
export function resolveAnswers(
  template: Template,
  given: ReadonlyMap<string, string>,
  folder: string,
): Answers {
  const names = template.parameters.map(({ name }) => name);
  for (const name of given.keys()) {
    if (names.includes(name)) continue;
    const near = nearest(name, names);
    throw new UserError(
      'usage',
      `template "${template.name}" has no parameter "${name}"${didYouMean(near)}`,
      `its parameters are ${names.join(', ')}`,
    );
  }
  const answers = new Map<string, string>();
  for (const parameter of template.parameters) {
    const value = given.get(parameter.name) ?? builtDefault(template, parameter, answers, folder);
    const problem = checkValue(parameter, value);
    if (problem !== undefined) throw new UserError('usage', `parameter "${parameter.name}": ${problem}`);
    answers.set(parameter.name, value);
  }
  return answers;
}

/** The default, in which the marker of another parameter stands for its value. */
function builtDefault(template: Template, parameter: Parameter, answers: Answers, folder: string): string {
  const others = template.parameters.flatMap(({ name, marker }): [string, Substitute][] => {
    const value = answers.get(name);
    return value === undefined || name === parameter.name ? [] : [[marker, { value, type: 'string' }]];
  });
  return substituteText(defaultValue(parameter, folder), new Map(others));
}

/** The answers that somebody would have to give to get the same files again: all that are not the defaults. */
export function givenAnswers(
  template: Template,
  answers: Answers,
  folder: string,
): readonly (readonly [name: string, value: string])[] {
  return template.parameters.flatMap((parameter) => {
    const value = answers.get(parameter.name);
    return value === undefined || value === builtDefault(template, parameter, answers, folder)
      ? []
      : [[parameter.name, value] as const];
  });
}

function show(text: string): string {
  const cut = text.length > 80 ? `${text.slice(0, 80)}…` : text;
  // Line breaks and other control characters become visible.
  return JSON.stringify(cut);
}
