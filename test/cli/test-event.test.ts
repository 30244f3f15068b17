import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { argoflow, BINARY, cleanEnvironment } from '../support/binary.ts';

const flow = (name: string) =>
  fileURLToPath(new URL(`../test-event/flows/${name}/flow.yaml`, import.meta.url));
const FIXED = ['--at', '2026-01-02T03:04:05Z', '--seed', '1'];

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'argoflow-test-event-'));
  writeFileSync(join(folder, 'flow.yaml'), readFileSync(flow('fires')));
  writeFileSync(join(folder, 'event.json'), '{"method":"POST","body":{"message":"from the file"}}');
  writeFileSync(join(folder, 'broken.yaml.txt'), 'a: [b\nc: d');
  writeFileSync(join(folder, 'picture.png'), Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: string[]) => argoflow(['test-event', ...args], { cwd: folder });

describe('test-event', () => {
  it.each([
    [['-f', flow('fires')], 0, 'fires'],
    [['-f', flow('filtered'), '--data', '{"message":"x"}'], 1, 'filtered'],
    [['-f', flow('filtered'), '--data', '{"message":"x"}', '--expect', 'filtered'], 0, 'filtered'],
    [['-f', flow('filtered'), '--set', 'body.message=deploy'], 0, 'fires'],
    [['-f', flow('filtered'), '--expect', 'filtered:run', '--expect', 'fires'], 1, 'filtered'],
    [['-f', flow('rejected-workflow')], 1, 'rejected'],
    [['-f', flow('rejected-workflow'), '--expect', 'rejected'], 0, 'rejected'],
    [['-f', flow('source-filter'), '--expect', 'dropped'], 0, 'dropped'],
    [['-f', flow('waiting'), 'webhook/example', '--expect', 'waiting'], 0, 'waiting'],
    [['-f', flow('waiting'), 'webhook/example', 'webhook/approved'], 0, 'fires'],
  ])('%j ends with %i', async (args, code, outcome) => {
    const ending = await run(...args, '--output', 'json');
    expect({ code: ending.code, stderr: ending.stderr }).toEqual({ code, stderr: '' });
    expect(JSON.parse(ending.stdout)).toMatchObject({ outcome, asExpected: code === 0 });
  });

  it('takes the event.json beside the manifests', async () => {
    const { stdout, code } = await run();
    expect(code).toBe(0);
    expect(stdout).toContain('from event.json');
    expect(stdout).toContain('cowsay "from the file"');
  });

  it('fires again into the same state', async () => {
    const { stdout } = await run('--repeat', '3', '-o', 'json');
    expect((JSON.parse(stdout) as { firings: unknown[] }).firings).toHaveLength(3);
  });

  it('reads manifests or data from standard input', async () => {
    const manifests = readFileSync(flow('fires'), 'utf8');
    expect(await argoflow(['test-event', '-f', '-'], { stdin: manifests })).toMatchObject({ code: 0 });
    const data = await argoflow(['test-event', '--data', '-'], {
      cwd: folder,
      stdin: '{"message":"piped in"}',
    });
    expect(data.stdout).toContain('cowsay "piped in"');
  });

  it('says what it has found where it has found no object', async () => {
    writeFileSync(join(folder, 'note.txt'), 'hello\n');
    const note = await run('-f', 'note.txt');
    expect(note.code).toBe(3);
    expect(note.stderr).toMatch(
      /^error: note\.txt:1:1: expected a Kubernetes object, .* but found a string\n$/,
    );

    mkdirSync(join(folder, 'chart/templates'), { recursive: true });
    writeFileSync(join(folder, 'chart/Chart.yaml'), 'name: chart\nversion: 1.0.0\n');
    writeFileSync(
      join(folder, 'chart/templates/source.yaml'),
      'apiVersion: argoproj.io/v1alpha1\nkind: EventSource\nmetadata: {name: "{{ .Release.Name }}"}\n',
    );
    const chart = await run('-f', 'chart');
    expect(chart.code).toBe(3);
    expect(chart.stderr).toContain('this is a template of the Helm chart "chart"');
    expect(chart.stderr).toContain('help: helm template chart | argoflow test-event -f -\n');
  });

  it('says the same twice with a fixed clock and seed, durations aside', async () => {
    const still = (text: string) => text.replace(/"milliseconds": [\d.e-]+/g, '');
    const [one, two] = [await run(...FIXED, '-o', 'json'), await run(...FIXED, '-o', 'json')];
    expect(still(one.stdout)).toBe(still(two.stdout));
    expect(one.stdout).toContain('2026-01-02T03:04:05');
  });

  it('prints colours only when it is told to, and no more than ASCII where nothing else can be shown', async () => {
    const colour = '\u001b[';
    expect((await run()).stdout).not.toContain(colour);
    expect((await run('--color')).stdout).toContain(colour);
    expect((await run('--color', '--no-color')).stdout).not.toContain(colour);
    const ascii = await argoflow(['test-event'], { cwd: folder, env: { LANG: 'C' } });
    expect(ascii.stdout).toMatch(/^[\n\x20-\x7e]*$/);
  });

  it.each([
    [['-f', 'nosuch.yaml'], 2, 'there is no file or folder "nosuch.yaml"'],
    [['-f', 'broken.yaml.txt'], 3, 'broken.yaml.txt:2:'],
    [['-f', 'picture.png'], 2, '"picture.png" is not a text file'],
    [['wehbook'], 2, 'no event source "wehbook", did you mean "webhook"?'],
    [['--data', '{bad'], 2, 'is not JSON: invalid character'],
    [['--data', '@nosuch.json'], 2, 'there is no file "nosuch.json"'],
    [['--event', 'flow.yaml'], 2, 'the event file "flow.yaml" is not JSON'],
    [['--at', 'tomorrow'], 2, '"tomorrow" is not an RFC 3339 time'],
    [['--at', '2026-02-30T00:00:00Z'], 2, 'is not an RFC 3339 time'],
    [['--expect', 'fire'], 2, 'unknown outcome "fire", did you mean "fires"?'],
    [['--expect', 'fires:rnu'], 2, 'no trigger "rnu"'],
    [['--output', 'xml'], 2, '"xml" is no value of --output'],
    [['--repeat', '0'], 2, '--repeat: "0" is less than 1'],
    [['--node-output', 'x'], 2, '"x" is not NODE.outputs.NAME=VALUE: it has no "="'],
    [['--node-output', 'x=1'], 2, '"x" has no dot, so it says nothing of a node'],
    [['-f', '-', '--data', '-'], 2, '"-" is given more than once'],
    [['--listen', '--data', '{}'], 2, 'a listener takes the requests that arrive'],
    [['--port', '0'], 2, '--listen'],
  ])('%j is one clear line and exit code %i', async (args, code, message) => {
    const ending = await run(...args);
    expect(ending.code).toBe(code);
    expect(ending.stdout).toBe('');
    expect(ending.stderr.split('\n')[0]).toMatch(/^error: /);
    expect(ending.stderr.split('\n')[0]).toContain(message);
    expect(ending.stderr.trimEnd().split('\n').length).toBeLessThanOrEqual(2);
  });

  it('listens, answers, and leaves no listener when it is ended with Ctrl-C', async () => {
    const child = spawn(process.execPath, [BINARY, 'test-event', '--listen', '--port', '0', '-o', 'json'], {
      cwd: folder,
      env: cleanEnvironment(),
    });
    let out = '';
    let news = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      out += text;
    });
    const url = await new Promise<string>((resolve, reject) => {
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        news += text;
        const found = /http:\S+/.exec(news)?.[0];
        if (found !== undefined) resolve(found);
      });
      child.on('close', () => reject(new Error(news)));
    });
    const answer = await fetch(url, { method: 'POST', body: '{"message":"over the wire"}' });
    expect([answer.status, await answer.text()]).toEqual([200, 'success']);
    const ended = new Promise((resolve) => child.on('close', (code) => resolve(code)));
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    await expect(fetch(url)).rejects.toThrow();
    expect(JSON.parse(out)).toMatchObject({ outcome: 'fires', firings: [{ response: { status: 200 } }] });
  });
});
