import { describe, expect, it } from 'vitest';
import { whatIsThere } from '../../src/simulate/data-outline.ts';

const data = JSON.stringify({
  header: { 'X-Github-Event': ['push'], 'a.b': 1 },
  body: { message: 'hi', commits: [{ id: 1 }], empty: {}, n: 1 },
  raw: 'aGk=',
});

describe('whatIsThere', () => {
  it.each([
    ['headers.X-Github-Event', 'the data has header, body, raw, did you mean "header"?'],
    ['body.messsage', '"body" has message, commits, empty, n, did you mean "body.message"?'],
    ['body.zzz', '"body" has message, commits, empty, n'],
    ['body.commits.1.id', '"body.commits" is a list of 1'],
    ['body.commits.first', '"body.commits" is a list of 1'],
    ['body.empty.x', '"body.empty" is empty'],
    ['raw.message', '"raw" is a text'],
    ['body.n.x', '"body.n" is a number'],
    ['header.a\\.c', '"header" has X-Github-Event, a.b, did you mean "header.a\\.b"?'],
    ['__proto__.x', 'the data has header, body, raw'],
  ])('%s', (path, expected) => {
    expect(whatIsThere(data, path)).toBe(expected);
  });

  it.each(['body.#.id', 'body.*', 'body|message', '@this', 'body.message', 'header.a\\.b', ''])(
    'has nothing to say of %s',
    (path) => {
      expect(whatIsThere(data, path)).toBeUndefined();
    },
  );

  it('has nothing to say of data that is no JSON', () => {
    expect(whatIsThere('{', 'a')).toBeUndefined();
    expect(whatIsThere(null, 'a')).toBe('the event has no data');
  });
});
