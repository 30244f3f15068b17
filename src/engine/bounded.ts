import type { Question } from './engine.ts';

/**
 * Does the answer take time and memory in proportion to the question, with a question as small as this one? Such a
 * question needs nobody who could stop it. In doubt no: an unbounded one in the caller's own thread could hang it.
 *
 * gjson and sjson are linear on plain paths; modifiers and multipaths can double the document at every step, and an
 * index of sjson pads an array up to it. Regular expressions are RE2: linear in pattern times text, where a counted
 * repetition makes the pattern as long as it counts. govaluate has no loops but those patterns.
 */
export function isBounded(question: Question): boolean {
  switch (question.op) {
    case 'gjson':
      return question.json.length <= DOCUMENT && question.paths.every(isPlainPath);
    case 'sjson':
      return (
        question.json.length <= DOCUMENT &&
        question.changes.every(({ path, value }) => isPlainPath(path) && value.length <= DOCUMENT)
      );
    case 'compactJson':
    case 'canonicalJson':
      return question.json.length <= DOCUMENT;
    case 'regexp':
      return isPlainPattern(question.pattern) && question.texts.every(({ length }) => length <= PATTERN_TEXT);
    case 'govaluate':
      return isPlainExpression(question.expression) && question.parameters.length <= DOCUMENT;
    case 'govaluateVariables':
    case 'when':
      return isPlainExpression(question.expression);
    case 'workflowVariables':
      // It is parsed, and nothing is evaluated.
      return question.expression.length <= TEXT;
    case 'duration':
      return question.text.length <= TEXT;
    case 'wallClock':
      return question.at.length + question.timezone.length <= TEXT;
    case 'parseTime':
      return question.layout.length + question.text.length + question.timezone.length <= TEXT;
    default:
      return false;
  }
}

const DOCUMENT = 64 * 1024;
const PATTERN_TEXT = 8 * 1024;
const TEXT = 256;

/** Names and small indexes between dots: no wildcard, query, modifier, pipe or multipath. */
function isPlainPath(path: string): boolean {
  return path.length <= TEXT && /^[\w\s:\\.-]*$/.test(path) && !/\d{4}/.test(path);
}

function isPlainPattern(pattern: string): boolean {
  return pattern.length <= TEXT && !pattern.includes('{');
}

function isPlainExpression(expression: string): boolean {
  return expression.length <= TEXT && !/[=!]~/.test(expression);
}
