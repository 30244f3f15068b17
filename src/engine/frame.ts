/**
 * The bytes between the engine and its caller: little endian, read and written front to back. Counts and lengths are
 * u32, numbers f64, flags and codes one byte, texts a u32 length and UTF-8. engine/frame.go is the other end.
 */

/** Writes into a buffer of its own that grows; `bytes()` is valid until the next `clear()`. */
export class FrameWriter {
  #buffer: Buffer;
  #length = 0;

  constructor(capacity = 4096) {
    this.#buffer = Buffer.allocUnsafeSlow(capacity);
  }

  get length(): number {
    return this.#length;
  }

  bytes(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }

  clear(): void {
    this.#length = 0;
  }

  byte(value: number): void {
    this.#reserve(1);
    this.#buffer[this.#length++] = value;
  }

  flag(value: boolean): void {
    this.byte(value ? 1 : 0);
  }

  uint(value: number): void {
    this.#reserve(4);
    this.#length = this.#buffer.writeUInt32LE(value, this.#length);
  }

  number(value: number): void {
    this.#reserve(8);
    this.#length = this.#buffer.writeDoubleLE(value, this.#length);
  }

  /** Lone surrogates become U+FFFD, as in every text that leaves JavaScript as UTF-8. */
  string(value: string): void {
    // A UTF-16 unit takes at most three bytes.
    this.#reserve(4 + value.length * 3);
    const size = this.#buffer.write(value, this.#length + 4);
    this.#buffer.writeUInt32LE(size, this.#length);
    this.#length += 4 + size;
  }

  strings(values: readonly string[]): void {
    this.uint(values.length);
    for (const value of values) this.string(value);
  }

  /** What `write` writes, with its length before it. */
  block(write: () => void): void {
    const start = this.#length;
    this.uint(0);
    write();
    this.#buffer.writeUInt32LE(this.#length - start - 4, start);
  }

  #reserve(size: number): void {
    const needed = this.#length + size;
    if (needed <= this.#buffer.length) return;
    const grown = Buffer.allocUnsafeSlow(Math.max(needed, this.#buffer.length * 2));
    this.#buffer.copy(grown, 0, 0, this.#length);
    this.#buffer = grown;
  }
}

/** Reads what a FrameWriter or the engine wrote. A frame that ends too early is a RangeError. */
export class FrameReader {
  readonly #buffer: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#buffer = bytes;
  }

  byte(): number {
    const value = this.#buffer.readUInt8(this.#at);
    this.#at += 1;
    return value;
  }

  flag(): boolean {
    return this.byte() !== 0;
  }

  uint(): number {
    const value = this.#buffer.readUInt32LE(this.#at);
    this.#at += 4;
    return value;
  }

  number(): number {
    const value = this.#buffer.readDoubleLE(this.#at);
    this.#at += 8;
    return value;
  }

  /** Bytes that are not UTF-8 become U+FFFD; a byte order mark stays. */
  string(): string {
    const size = this.uint();
    const end = this.#at + size;
    if (end > this.#buffer.length) throw new RangeError('the frame ends inside a text');
    const value = this.#buffer.toString('utf8', this.#at, end);
    this.#at = end;
    return value;
  }

  strings(): string[] {
    return Array.from({ length: this.uint() }, () => this.string());
  }
}
