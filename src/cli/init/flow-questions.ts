import { autocomplete, autocompleteMultiselect, confirm, isCancel, note, select } from '@clack/prompts';
import { isObject, type JsonObject } from '../../json.ts';
import { outlineLines } from '../../report/outline.ts';
import { cut, oneLine, textWidth } from '../../report/text-width.ts';
import { filterText } from '../../scaffold/filter-text.ts';
import type { FlowQuestions } from '../../scaffold/flow/person.ts';
import { parameterText } from '../../scaffold/flow/values.ts';
import type { QuestionStreams } from '../questions.ts';

// A module of its own: only a person at a terminal pays for loading the prompts.

/** The lines of an event that are shown: with the question below it, that is a screen. */
const SHOWN = 16;
const OTHER = '\0';
/** Rows of a list: with the question and the keys that is less than a screen of 24 lines. */
const ROWS = 10;
/** What the prompts put before an option and after it. */
const MARGIN = 10;

/** @param columns The width of the terminal. */
export function flowQuestions(columns: number, streams: QuestionStreams = {}): FlowQuestions {
  const room = Math.max(columns - MARGIN, 30);
  return {
    async start(templates, sources, initial) {
      const answer = await select({
        ...streams,
        message: 'What starts the flow?',
        initialValue: initial,
        maxItems: ROWS + 8,
        options: [
          ...templates.map(({ name, title }) => ({
            value: name,
            label: name,
            hint: cut(title, room - 16, '…'),
          })),
          { value: OTHER, label: 'something else', hint: 'any of the types that Argo Events has' },
        ],
      });
      if (isCancel(answer)) return undefined;
      if (answer !== OTHER) return { template: answer };
      const source = await autocomplete({
        ...streams,
        message: 'Which type of event source?',
        maxItems: ROWS,
        placeholder: 'type to search',
        options: sources.map(({ name, title }) => ({
          value: name,
          label: name,
          hint: cut(title, room - 20, '…'),
        })),
      });
      return isCancel(source) ? undefined : { source };
    },

    async event(samples, initial) {
      const answer = await select({
        ...streams,
        message: 'Which event?',
        initialValue: initial,
        maxItems: ROWS,
        options: samples.map(({ name, title }) => ({
          value: name,
          label: name,
          hint: cut(title, room - textWidth(name) - 2, '…'),
        })),
      });
      return isCancel(answer) ? undefined : answer;
    },

    async trigger(kinds, initial) {
      const answer = await select({
        ...streams,
        message: 'What does the sensor do then?',
        initialValue: initial,
        maxItems: ROWS + 4,
        options: kinds.map(({ name, title }) => ({
          value: name,
          label: name,
          hint: cut(title, room - 18, '…'),
        })),
      });
      return isCancel(answer) ? undefined : answer;
    },

    show(title, data) {
      const shown = shapeOf(data).map((line) => cut(line, room, '…'));
      note(shown.join('\n'), title, { ...streams, format: (line) => line });
    },

    async filters(proposals, chosen) {
      const texts = proposals.filters.map(({ path, values }) =>
        filterText({ path, operator: '=', values: values.slice(0, 1) }),
      );
      return choose(
        'Which events pass? All of these must hold; none lets every event pass.',
        [...chosen, ...texts.filter((text) => !chosen.includes(text))].map((text) => ({
          value: text,
          label: cut(oneLine(text), room, '…'),
        })),
        chosen,
        false,
      );
    },

    async parameters({ parameters }, chosen) {
      const byPath = new Map(chosen.map((text) => [text.slice(text.indexOf('=') + 1), text]));
      const listed = parameters.map(({ name, path, value, type }) => ({
        value: byPath.get(path) ?? parameterText({ name, path }),
        path,
        shown: type === 'list' || type === 'object' ? `(${type})` : oneLine(value),
      }));
      const known = new Map(listed.map((one) => [one.value, one]));
      // What is proposed comes first and in its order: whoever takes it gets the same files as without questions.
      const options = [
        ...chosen.map(
          (value) => known.get(value) ?? { value, path: value.slice(value.indexOf('=') + 1), shown: '' },
        ),
        ...listed.filter(({ value }) => !chosen.includes(value)),
      ];
      const width = Math.min(Math.max(...options.map(({ path }) => textWidth(path))), Math.floor(room * 0.6));
      return choose(
        'Which values of it does the trigger get?',
        options.map(({ value, path, shown }) => ({
          value,
          label: cut(`${cut(path, width, '…').padEnd(width)}  ${shown}`, room, '…'),
        })),
        chosen,
        true,
      );
    },

    async agree(title, lines) {
      note(lines.map((line) => cut(line, room, '…')).join('\n'), title, {
        ...streams,
        format: (line) => line,
      });
      const answer = await confirm({ ...streams, message: 'Write these files?' });
      return isCancel(answer) ? undefined : answer;
    },
  };

  async function choose(
    message: string,
    options: { value: string; label: string }[],
    initial: readonly string[],
    required: boolean,
  ): Promise<readonly string[] | undefined> {
    if (options.length === 0) return [];
    const answer = await autocompleteMultiselect({
      ...streams,
      message,
      options,
      initialValues: [...initial],
      required,
      maxItems: ROWS,
      placeholder: 'type to search, Tab to choose',
    });
    if (isCancel(answer)) return undefined;
    // In the order of the list, whatever the order of choosing was: the same choice makes the same files.
    return options.map(({ value }) => value).filter((value) => answer.includes(value));
  }
}

function shapeOf(data: JsonObject): readonly string[] {
  // Headers can be chosen, too, but they are not what the event is about.
  const said = Object.entries(data).filter(([key]) => key !== 'header' && key !== 'headers');
  const [only, ...others] = said.length === 0 ? Object.entries(data) : said;
  // What is around everything takes a line, and no level.
  return only !== undefined && others.length === 0 && isObject(only[1])
    ? [`${only[0]}:`, ...outlineLines(only[1], SHOWN - 1).map((line) => `  ${line}`)]
    : outlineLines(Object.fromEntries(said), SHOWN);
}
