import type { Span } from './tree.ts';

/** Follows the lexemes of a text, and remembers the brackets and quotes that nothing closes. */
export class Brackets {
  readonly #open: { readonly sign: string; readonly offset: number }[] = [];
  readonly #unclosed: { readonly sign: string; readonly offset: number }[] = [];

  /** `offset` is where the lexeme starts. */
  add(lexeme: string, offset: number): void {
    const sign = lexeme[0] ?? '';
    switch (lexeme) {
      case '[':
      case '{':
        this.#open.push({ sign, offset });
        break;
      case ']':
      case '}':
        this.#open.pop();
        break;
      case FLOW_END:
        this.finish();
        break;
      default:
        if ((sign === '"' || sign === "'") && (lexeme.length === 1 || !lexeme.endsWith(sign))) {
          this.#unclosed.push({ sign, offset });
        }
    }
  }

  finish(): void {
    this.#unclosed.push(...this.#open.splice(0));
  }

  /** The last sign before `end` that opens what the message of a missing end speaks of. */
  opener(message: string, end: number): Span | undefined {
    const sign = message.endsWith(']')
      ? '['
      : message.endsWith('}')
        ? '{'
        : message.includes('"')
          ? '"'
          : "'";
    const found = this.#unclosed.findLast((opened) => opened.sign === sign && opened.offset < end);
    return found && [found.offset, found.offset + 1];
  }
}

/** What the lexer emits where a flow collection breaks off. */
const FLOW_END = '\u0018';
