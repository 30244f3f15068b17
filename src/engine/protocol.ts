import type { Answer, DynamicValue, GjsonResult, OperationName, Operations, Question } from './engine.ts';
import type { FrameReader, FrameWriter } from './frame.ts';

/** How one operation's question is written and its answer read. The codes are those of engine/main.go. */
interface Wire<N extends OperationName> {
  readonly code: number;
  write(frame: FrameWriter, question: Omit<Operations[N], 'returns'>): void;
  read(frame: FrameReader): NonNullable<Operations[N]['returns']>;
}

const WIRES: { readonly [N in OperationName]: Wire<N> } = {
  gjson: {
    code: 1,
    write: (frame, { json, paths }) => {
      frame.string(json);
      frame.strings(paths);
    },
    read: (frame) => Array.from({ length: frame.uint() }, () => readGjsonResult(frame)),
  },
  sjson: {
    code: 2,
    write: (frame, { json, changes }) => {
      frame.string(json);
      frame.uint(changes.length);
      for (const { path, value, raw } of changes) {
        frame.string(path);
        frame.string(value);
        frame.flag(raw);
      }
    },
    read: readText,
  },
  compactJson: { code: 3, write: (frame, { json }) => frame.string(json), read: readText },
  canonicalJson: { code: 4, write: (frame, { json }) => frame.string(json), read: readText },
  template: {
    code: 5,
    write: (frame, { name, text, input }) => {
      frame.string(name);
      frame.string(text);
      frame.flag('json' in input);
      frame.string('json' in input ? input.json : input.text);
    },
    read: readText,
  },
  govaluate: {
    code: 6,
    write: (frame, { expression, parameters, version }) => {
      frame.string(expression);
      frame.string(parameters);
      frame.flag(version === 'workflows');
    },
    read: readDynamicValue,
  },
  when: { code: 7, write: writeExpression, read: readFlag },
  govaluateVariables: { code: 8, write: writeExpression, read: (frame) => frame.strings() },
  sourceFilter: {
    code: 9,
    write: (frame, { expression, json }) => {
      frame.string(expression);
      frame.string(json);
    },
    read: readFlag,
  },
  conditionText: {
    code: 10,
    write: (frame, { expression, names }) => {
      frame.string(expression);
      const entries = Object.entries(names);
      frame.uint(entries.length);
      for (const [name, text] of entries) {
        frame.string(name);
        frame.string(text);
      }
    },
    read: readText,
  },
  workflowExpression: {
    code: 11,
    write: (frame, { expression, env }) => {
      frame.string(expression);
      frame.string(env);
    },
    read: readDynamicValue,
  },
  workflowVariables: { code: 12, write: writeExpression, read: (frame) => frame.strings() },
  jq: {
    code: 13,
    write: (frame, { query, json }) => {
      frame.string(query);
      frame.string(json);
    },
    read: readText,
  },
  luaFilter: { code: 14, write: writeScript, read: readFlag },
  luaTransform: { code: 15, write: writeScript, read: readText },
  regexp: {
    code: 16,
    write: (frame, { pattern, texts }) => {
      frame.string(pattern);
      frame.strings(texts);
    },
    read: (frame) => Array.from({ length: frame.uint() }, () => frame.flag()),
  },
  cron: {
    code: 17,
    write: (frame, { schedule, parser, timezone, after, count, direction }) => {
      frame.string(schedule);
      frame.flag(parser === 'standard');
      frame.string(timezone);
      frame.string(after);
      frame.uint(count);
      frame.flag(direction === 'previous');
    },
    read: (frame) => frame.strings(),
  },
  wallClock: {
    code: 18,
    write: (frame, { at, timezone }) => {
      frame.string(at);
      frame.string(timezone);
    },
    read: (frame) => ({
      year: frame.number(),
      month: frame.number(),
      day: frame.number(),
      hour: frame.number(),
      minute: frame.number(),
      second: frame.number(),
      nanosecond: frame.number(),
      offset: frame.number(),
      zone: frame.string(),
    }),
  },
  parseTime: {
    code: 19,
    write: (frame, { layout, text, timezone }) => {
      frame.string(layout);
      frame.string(text);
      frame.string(timezone);
    },
    read: readText,
  },
  yamlToJson: { code: 20, write: (frame, { yaml }) => frame.string(yaml), read: readText },
  duration: { code: 21, write: (frame, { text }) => frame.string(text), read: readText },
  formatInteger: {
    code: 22,
    write: (frame, { format, value }) => {
      frame.string(format);
      frame.number(value);
    },
    read: readText,
  },
};

const GJSON_TYPES: readonly GjsonResult['type'][] = ['Null', 'False', 'Number', 'String', 'True', 'JSON'];
const DYNAMIC_TYPES: readonly DynamicValue['type'][] = ['nil', 'bool', 'number', 'string', 'other'];
const FAILURES = ['error', 'panic', 'limit'] as const;

/** A frame of questions: their count, then each as a block of its operation's code and fields. */
export function writeQuestions(frame: FrameWriter, questions: readonly Question[]): void {
  frame.uint(questions.length);
  for (const question of questions) {
    // The table pairs every name with the wire of the same name, which the union of both cannot tell.
    const wire = WIRES[question.op] as Wire<OperationName>;
    frame.block(() => {
      frame.byte(wire.code);
      wire.write(frame, question);
    });
  }
}

/** The frame of answers to these questions, in their order. */
export function readAnswers(frame: FrameReader, questions: readonly Question[]): Answer<unknown>[] {
  const count = frame.uint();
  if (count !== questions.length) throw new RangeError(`${count} answers to ${questions.length} questions`);
  return questions.map(({ op }) => {
    const status = frame.byte();
    if (status === 0) return { ok: true, value: WIRES[op].read(frame) };
    const kind = FAILURES[status - 1];
    if (kind === undefined) throw new RangeError(`unknown status ${status} of an answer`);
    return { ok: false, kind, error: frame.string() };
  });
}

function writeExpression(frame: FrameWriter, { expression }: { readonly expression: string }): void {
  frame.string(expression);
}

function writeScript(
  frame: FrameWriter,
  { script, json }: { readonly script: string; readonly json: string },
): void {
  frame.string(script);
  frame.string(json);
}

function readText(frame: FrameReader): string {
  return frame.string();
}

function readFlag(frame: FrameReader): boolean {
  return frame.flag();
}

function readGjsonResult(frame: FrameReader): GjsonResult {
  const exists = frame.flag();
  const type = GJSON_TYPES[frame.byte()];
  if (type === undefined) throw new RangeError('unknown type of a gjson result');
  const raw = frame.string();
  const string = frame.flag() ? frame.string() : raw;
  return { exists, type, raw, string, number: frame.number(), boolean: frame.flag() };
}

function readDynamicValue(frame: FrameReader): DynamicValue {
  const type = DYNAMIC_TYPES[frame.byte()];
  if (type === undefined) throw new RangeError('unknown type of a value');
  return { type, json: frame.string(), text: frame.string() };
}
