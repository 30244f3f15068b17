import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FrameReader, FrameWriter } from '../../src/engine/frame.ts';

const field = fc.oneof(
  fc.record({ kind: fc.constant('byte' as const), value: fc.integer({ min: 0, max: 255 }) }),
  fc.record({ kind: fc.constant('flag' as const), value: fc.boolean() }),
  fc.record({ kind: fc.constant('uint' as const), value: fc.integer({ min: 0, max: 2 ** 32 - 1 }) }),
  fc.record({ kind: fc.constant('number' as const), value: fc.double() }),
  fc.record({ kind: fc.constant('string' as const), value: fc.string({ unit: 'binary', maxLength: 200 }) }),
  fc.record({ kind: fc.constant('strings' as const), value: fc.array(fc.string({ unit: 'grapheme' })) }),
);
type Field = typeof field extends fc.Arbitrary<infer T> ? T : never;

function write(frame: FrameWriter, { kind, value }: Field): void {
  if (kind === 'byte') frame.byte(value);
  else if (kind === 'flag') frame.flag(value);
  else if (kind === 'uint') frame.uint(value);
  else if (kind === 'number') frame.number(value);
  else if (kind === 'string') frame.string(value);
  else frame.strings(value);
}

test('what is written is read', () => {
  fc.assert(
    fc.property(fc.array(field), (fields) => {
      const writer = new FrameWriter(8);
      for (const each of fields) write(writer, each);
      const reader = new FrameReader(writer.bytes());
      for (const { kind, value } of fields) expect(reader[kind]()).toEqual(value);
      expect(() => reader.byte()).toThrow(RangeError);
    }),
  );
});

test('a block has the length of what is in it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const frame = new FrameWriter(8);
      frame.block(() => frame.string(text));
      const size = new FrameReader(frame.bytes()).uint();
      expect(size).toBe(frame.length - 4);
      expect(size).toBe(4 + Buffer.byteLength(text));
    }),
  );
});

test('a frame that ends inside a text is refused', () => {
  const frame = new FrameWriter();
  frame.string('whole');
  const cut = frame.bytes().subarray(0, frame.length - 1);
  expect(() => new FrameReader(cut).string()).toThrow('the frame ends inside a text');
});

test('a lone surrogate becomes the replacement character, a byte order mark stays', () => {
  const frame = new FrameWriter();
  frame.string('a\ud800b');
  frame.string('\ufeffx');
  const reader = new FrameReader(frame.bytes());
  expect(reader.string()).toBe('a\ufffdb');
  expect(reader.string()).toBe('\ufeffx');
});
