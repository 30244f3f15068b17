import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { parseNodeOutputs } from '../../src/test-event/node-outputs.ts';

describe('what a node puts out', () => {
  it.each([
    ['build.outputs.result=ok', 'build.outputs.result', 'ok'],
    ['build.outputs.parameters.tag=a=b', 'build.outputs.parameters.tag', 'a=b'],
    ['tasks.build.status=Failed', 'tasks.build.status', 'Failed'],
    ['fan(0:a=b.c).exitCode=1', 'fan(0:a=b.c).exitCode', '1'],
    ['build.message=', 'build.message', ''],
    ['build.outputs.result=two\nlines', 'build.outputs.result', 'two\nlines'],
  ])('%j is %j', (text, key, value) => {
    expect(parseNodeOutputs([text])).toEqual({ [key]: value });
  });

  it.each([
    ['x=1', '"x" has no dot, so it says nothing of a node', 'x.outputs.result=1'],
    ['x', 'it has no "="', 'x.outputs.result=VALUE'],
    ['x.output.result=1', 'a node has no "output.result"', 'x.outputs.result=1'],
    ['x.exitcode=1', 'a node has no "exitcode"', 'x.exitCode=1'],
    ['x.outputs.parameters=1', 'a node has no "outputs.parameters"', 'x.outputs.parameters.NAME=1'],
    ['.status=1', 'it names no node', 'build.status=1'],
    ['=1', '"" has no dot', 'build.outputs.result=1'],
  ])('%j is refused with what would be right', (text, message, right) => {
    const refused = () => parseNodeOutputs([text]);
    expect(refused).toThrow(UserError);
    expect(refused).toThrow(message);
    try {
      refused();
    } catch (error) {
      expect((error as UserError).help).toContain(`for example ${right};`); // it has been checked to be one
    }
  });
});
