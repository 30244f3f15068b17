import { Lexer } from 'yaml';

/** The two of the lexer's states that look at the indentation, and the field that they look at. */
interface Indentation {
  indentNext: number;
  parseQuotedScalar: () => Generator<string, unknown>;
  parseFlowCollection: () => Generator<string, unknown>;
}

/**
 * A lexer that lets the lines of quoted scalars and flow collections stand at any indentation, as go-yaml does;
 * eight of Argo's own examples need it.
 *
 * The states are private in the types of `yaml`, which is why the version is pinned; test/yaml/lexer.test.ts fails
 * when a new version names them differently.
 */
export function lenientLexer(): Lexer {
  const lexer = new Lexer();
  const states = lexer as unknown as Indentation; // the names are private, see above
  ignoreIndentation(states, 'parseQuotedScalar');
  ignoreIndentation(states, 'parseFlowCollection');
  return lexer;
}

function ignoreIndentation(states: Indentation, name: 'parseQuotedScalar' | 'parseFlowCollection'): void {
  const strict = states[name];
  states[name] = function* lenient() {
    const indent = states.indentNext;
    states.indentNext = 0;
    const next = yield* strict.call(states);
    states.indentNext = indent;
    return next;
  };
}
