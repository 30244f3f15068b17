/** What the lexer puts before the text of a plain or a block scalar, at the start of a document, and where a flow breaks. */
const SCALAR = '\u001f';
const DOCUMENT = '\u0002';
const FLOW_END = '\u0018';

/**
 * Finds tabs where go-yaml refuses them and YAML 1.2 does not: in front of what could be a key or an item, which
 * includes lines of nothing but blanks.
 * Source: go.yaml.in/yaml/v2 scannerc.go (yaml_parser_scan_to_next_token, yaml_parser_scan_plain_scalar).
 */
export class Tabs {
  #flowLevel = 0;
  /** Could a key or an item start here? */
  #open: boolean = true;
  /** The last lexeme that was neither blanks nor a line break. */
  #last: 'none' | 'header' | 'plain' | 'block' | 'other' = 'none';
  #atScalar: boolean = false;
  #insideCollection: boolean = false;

  /** True when the lexeme, which starts in `column` from 0, holds such a tab. */
  add(lexeme: string, column: number): boolean {
    const first = lexeme[0];
    if (this.#atScalar) {
      this.#atScalar = false;
      this.#set(this.#last === 'header' ? 'block' : 'plain', false);
    } else if (first === ' ' || first === '\t') {
      return this.#refuses(lexeme, column);
    } else if (first === '\n' || first === '\r') {
      if (this.#flowLevel === 0) this.#open = true;
    } else {
      this.#follow(lexeme);
    }
    return false;
  }

  #refuses(blanks: string, column: number): boolean {
    if (!this.#open || this.#flowLevel > 0 || !blanks.includes('\t')) return false;
    switch (this.#last) {
      case 'none':
      case 'other':
        return true;
      case 'plain':
        // The blanks after a plain scalar belong to it, down to the indentation of the collection around it.
        return this.#insideCollection && column === 0 && blanks.startsWith('\t');
      default:
        return false;
    }
  }

  #follow(lexeme: string): void {
    switch (lexeme) {
      case SCALAR:
        this.#atScalar = true;
        break;
      case DOCUMENT:
        this.#insideCollection = false;
        this.#set('none', true);
        break;
      case '-':
      case '?':
        this.#insideCollection = true;
        this.#set('other', true);
        break;
      case ':':
        this.#insideCollection = true;
        this.#set('other', this.#open);
        break;
      case '[':
      case '{':
        this.#flowLevel++;
        this.#set('other', false);
        break;
      case ']':
      case '}':
        this.#flowLevel = Math.max(0, this.#flowLevel - 1);
        this.#set('other', false);
        break;
      case FLOW_END:
        this.#flowLevel = 0;
        this.#set('other', false);
        break;
      default:
        this.#set(/^[|>]/.test(lexeme) ? 'header' : 'other', false);
    }
  }

  #set(last: 'none' | 'header' | 'plain' | 'block' | 'other', open: boolean): void {
    this.#last = last;
    this.#open = open;
  }
}
