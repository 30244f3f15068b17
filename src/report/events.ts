import { type JsonObject, type JsonValue, parseJson } from '../json.ts';
import type { Library } from '../payloads/library.ts';
import { type Sample, sampleId } from '../payloads/sample.ts';
import type { Arrival, Delivery } from '../test-event/delivery.ts';
import { renderJson } from './json.ts';
import { createPen, type Style } from './pen.ts';
import { tableLines } from './table.ts';
import { briefLine, printable, wrap } from './text-width.ts';
import { renderYaml } from './yaml.ts';

export const EVENT_FORMATS = ['text', 'json', 'yaml'] as const;
export type EventFormat = (typeof EVENT_FORMATS)[number];

/** The samples of the library, by type. */
export function renderEventList(library: Library, format: EventFormat, style: Style): string {
  if (format !== 'text') return plain({ events: library.map(listed) }, format);
  const { paint } = createPen(style);
  const lines: string[] = [];
  for (const type of new Set(library.map((sample) => sample.type))) {
    const samples = library.filter((sample) => sample.type === type);
    lines.push(...(lines.length === 0 ? [] : ['']), paint.bold(type));
    lines.push(
      ...columns(
        samples.map(({ name, title }) => [name, title] as const),
        style,
      ),
    );
  }
  const end = 'the first of a type is the one that test-event fires when nobody says which';
  const text = `${[...lines, '', ...wrap(end, width(style)).map((line) => paint.dim(line))].join('\n')}\n`;
  return style.unicode ? text : text.replaceAll('…', '...');
}

function listed({ type, name, title, isDefault, aliases }: Sample) {
  return { type, name, title, default: isDefault, ...(aliases.length > 0 && { aliases }) };
}

/** What the provider sends: as an event file that test-event takes, or for a person to read. */
export function renderSent({ sample, sent }: Delivery, format: EventFormat, style: Style): string {
  if (format !== 'text') return plain(sent.file, format);
  const { paint } = createPen(style);
  const body =
    sent.kind === 'message'
      ? [pretty(sent.fields)]
      : [
          paint.bold(sent.line),
          ...Object.entries(sent.headers).map(
            ([name, value]) => `${paint.dim(`${name}:`)} ${printable(value)}`,
          ),
          ...(sent.body === '' ? [] : ['', wire(sent.body)]),
          ...(sent.notes.length === 0 ? [] : ['', ...sent.notes.map((note) => `note: ${briefLine(note)}`)]),
        ];
  const fields = sample.fields.map(({ path, description }) => [path, description] as const);
  const end = fields.length === 0 ? [] : ['', paint.bold('worth a --set'), ...columns(fields, style)];
  return `${[...title(sample, style), ...body, ...end].join('\n')}\n`;
}

/** What a sensor gets of it. */
export function renderArrived({ sample, arrival }: Delivery, format: EventFormat, style: Style): string {
  if (format !== 'text') return plain(arrivalData(sample, arrival), format);
  const { paint } = createPen(style);
  const { events, problem, response, notes } = arrival;
  const blocks = events.map(({ source, subject, type, data }) =>
    [paint.dim(`source ${source}, subject ${subject}, type ${type}`), pretty(parse(data))].join('\n'),
  );
  const rest = [
    ...(problem === undefined ? [] : [`nothing arrives: ${briefLine(problem)}`]),
    ...(response === undefined
      ? []
      : [`answered with ${response.status} ${briefLine(response.body)}`.trim()]),
    ...notes.map((note) => `note: ${briefLine(note)}`),
  ].flatMap((line) => wrap(line, width(style)));
  const parts = [...blocks, ...(rest.length === 0 ? [] : [rest.join('\n')])];
  return `${[title(sample, style).join('\n'), parts.join('\n\n')].join('\n')}\n`;
}

function arrivalData(sample: Sample, { events, problem, response, notes }: Arrival) {
  return {
    sample: sampleId(sample),
    events: events.map(({ data, ...context }) => ({ context, data: parse(data) })),
    ...(problem !== undefined && { problem }),
    ...(response !== undefined && { response: { status: response.status, body: response.body } }),
    ...(notes.length > 0 && { notes }),
  };
}

function title(sample: Sample, style: Style): string[] {
  const { paint } = createPen(style);
  const id = sampleId(sample);
  const [first = '', ...more] = wrap(`${id}  ${sample.title}`, width(style));
  return [first.replace(id, paint.bold(id)), ...more, ''];
}

/** Two columns; the second goes below the first where there is no room beside it. */
function columns(rows: readonly (readonly [string, string])[], style: Style): string[] {
  return tableLines(
    rows.map((row) => row.map((text) => ({ text }))),
    style.columns,
    2,
  );
}

function width({ columns }: Style): number | undefined {
  return columns === undefined ? undefined : columns - 1;
}

/** JSON laid out; a form or another text as it is. */
function wire(body: string): string {
  try {
    return pretty(parseJson(body));
  } catch {
    return printable(body);
  }
}

function parse(data: string | null): JsonValue {
  // Made by an event source, so it is JSON.
  return data === null ? null : parseJson(data);
}

function pretty(value: JsonValue): string {
  return renderJson(value as JsonObject).trimEnd();
}

function plain(data: object, format: 'json' | 'yaml'): string {
  return format === 'yaml' ? renderYaml(data) : renderJson(data);
}
