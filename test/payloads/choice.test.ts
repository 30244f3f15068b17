import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/json.ts';
import type { EventDefinition } from '../../src/model/kinds/event-source.ts';
import { checkPath } from '../../src/payloads/assignment.ts';
import { filled } from '../../src/payloads/fill.ts';
import { findSample, sampleFor, suited } from '../../src/payloads/library.ts';
import { parseSample } from '../../src/payloads/sample.ts';
import { askingFor } from '../../src/payloads/stand-in.ts';
import { LIBRARY } from './library.ts';

function event(type: string, spec: JsonObject): EventDefinition {
  return { type, name: 'ev', spec, path: [] } as unknown as EventDefinition;
}

describe('the sample of an event', () => {
  it.each<[string, JsonObject, string | undefined]>([
    ['github', {}, 'push'],
    ['github', { events: [] }, 'push'],
    ['github', { events: ['*'] }, 'push'],
    ['github', { events: ['release', 'ping'] }, 'ping'],
    ['github', { events: ['deployment'] }, undefined],
    ['gitlab', { events: ['TagPushEvents'] }, 'tag_push'],
    ['bitbucketserver', { events: ['pr:merged'] }, 'pr-merged'],
    ['stripe', { eventFilter: ['charge.refunded'] }, 'charge.refunded'],
    ['webhook', { method: 'GET' }, 'get'],
    ['webhook', { method: 'PUT' }, undefined],
    ['webhook', {}, 'hello'],
    ['webhook', { method: { toString: {} } }, undefined],
    ['github', { events: [{ toString: 1 }] }, undefined],
    ['github', { events: [[{ toString: 1 }]] }, undefined],
    ['file', { eventType: 'WRITE|REMOVE' }, 'remove'],
    ['file', { eventType: 'create' }, 'create'],
    ['hdfs', { type: 'RENAME' }, 'rename'],
    ['minio', { events: ['s3:ObjectRemoved:*'] }, 'object-removed.delete'],
    ['resource', { version: 'v1', resource: 'pods' }, 'pod.added'],
    ['resource', { version: 'v1', resource: 'pods', eventTypes: ['DELETE'] }, 'pod.deleted'],
    ['resource', { group: 'argoproj.io', version: 'v1alpha1', resource: 'workflows' }, 'workflow.added'],
    ['resource', { group: 'apps', version: 'v1', resource: 'deployments' }, undefined],
    ['resource', {}, undefined],
  ])('of type %s with %j is %s', (type, spec, name) => {
    expect(suited(LIBRARY, event(type, spec))?.name).toBe(name);
  });

  it('is found by its name, its full name, its other names, or by its type alone', () => {
    expect(findSample(LIBRARY, 'bitbucket/repo:push').name).toBe('repo-push');
    expect(findSample(LIBRARY, 'kafka').name).toBe('json');
    expect(sampleFor(LIBRARY, 'push', 'gitlab')?.type).toBe('gitlab');
    expect(sampleFor(LIBRARY, 'github/push', 'webhook')?.type).toBe('github');
    expect(sampleFor(LIBRARY, 'push', 'webhook')).toBeUndefined();
  });

  it.each([
    ['githb', 'no type of event source "githb", did you mean "github"?'],
    ['GitHub/push', 'no type of event source "GitHub", did you mean "github"?'],
    ['pubsub/json', 'no type of event source "pubsub", did you mean "pubSub"?'],
    ['', 'no type of event source ""'],
    [
      'github/pul_request.opened',
      'no sample "pul_request.opened" of type github, did you mean "github/pull_request.opened"?',
    ],
    ['kafka/something-else', 'no sample "something-else" of type kafka'],
    ['kafka/../github/push', 'no sample "../github/push" of type kafka'],
  ])('"%s" is refused', (spelling, message) => {
    expect(() => findSample(LIBRARY, spelling)).toThrow(message);
  });
});

describe('a change', () => {
  it.each([
    ['github/push', 'body.ref'],
    ['github/push', 'body.something.new'],
    ['github/push', 'body.commits.0.message'],
    ['github/push', 'body.commits.2.message'],
    ['github/push', 'body.commits.-1'],
    ['github/push.branch-deleted', 'body.head_commit.id'],
    ['kafka/json', 'topic'],
    ['kafka/json', 'headers.a\\.b'],
    ['redisStream/entry', 'values.lux'],
  ])('of %s at %s fits', (spelling, path) => {
    expect(() => checkPath(findSample(LIBRARY, spelling), path)).not.toThrow();
  });

  it.each([
    [
      'github/push',
      'bdy.ref',
      '"bdy.ref" cannot be set: what can be set in a request has no "bdy", did you mean "body"?',
    ],
    ['github/push', 'headers.X', 'what can be set in a request has no "headers"'],
    ['github/push', 'body.ref.name', '"body.ref" is the text "refs/heads/main", which has no "name"'],
    ['github/push', 'body.created.at', '"body.created" is the boolean "false", which has no "at"'],
    ['github/push', 'body.commits.first', '"body.commits" is a list of 2, and "first" is no place in it'],
    ['github/push', 'body.commits.7.id', '"body.commits" is a list of 2, and "7" is no place in it'],
    ['kafka/json', 'topik', 'an event of type kafka has no "topik", did you mean "topic"?'],
    ['calendar/tick', 'body.a', 'an event of type calendar has no "body"'],
  ])('of %s at %s is refused', (spelling, path, message) => {
    expect(() => checkPath(findSample(LIBRARY, spelling), path)).toThrow(message);
  });
});

describe("the event source's own values", () => {
  const content = (spelling: string, spec: JsonObject, chosen = false) => {
    const sample = findSample(LIBRARY, spelling);
    const root = sample.content.kind === 'message' ? sample.content.fields : { body: sample.content.body };
    return filled(sample, root, spec, chosen);
  };

  it('take the place of the sample', () => {
    expect(content('sns', { topicArn: 'arn:x' })).toMatchObject({ body: { TopicArn: 'arn:x' } });
    const minio = content('minio', { bucket: { name: 'b' }, filter: { prefix: 'in box/', suffix: '.png' } });
    expect(minio).toMatchObject({
      notification: [
        { s3: { bucket: { name: 'b', arn: 'arn:aws:s3:::b' }, object: { key: 'in+box%2Fmarch.png' } } },
      ],
    });
    expect(content('minio', { filter: { suffix: '.png' } })).toMatchObject({
      notification: [{ s3: { bucket: { name: 'logbooks' }, object: { key: '2026%2Fmarch.png' } } }],
    });
  });

  it.each<[string, JsonObject, JsonObject]>([
    [
      'github/push',
      { repositories: [{ owner: 'acme', names: ['shop', 'beacon'] }] },
      {
        ref: 'refs/heads/main',
        repository: {
          name: 'shop',
          full_name: 'acme/shop',
          owner: { login: 'acme' },
          clone_url: 'https://github.example.com/acme/shop.git',
          ssh_url: 'git@github.example.com:acme/shop.git',
          description: 'Lights for small harbours',
        },
        compare: 'https://github.example.com/acme/shop/compare/7d2576d85abc...82ed331bff19',
      },
    ],
    ['github/push', { organizations: ['acme'] }, { repository: { full_name: 'acme/beacon' } }],
    ['github/push', { owner: 'acme', repository: 'shop' }, { repository: { full_name: 'acme/shop' } }],
    [
      'github/pull_request.opened-from-fork',
      { repositories: [{ owner: 'acme', names: ['shop'] }] },
      { pull_request: { head: { label: 'teo:fog-horn' }, base: { label: 'acme:main' } } },
    ],
    [
      'github/release.published',
      { repositories: [{ owner: 'acme', names: ['shop'] }] },
      { release: { assets: [{ name: 'beacon-linux-amd64.tar.gz' }] } },
    ],
    [
      'gitlab/push',
      { projects: ['group/part/shop'] },
      { project: { name: 'shop', path_with_namespace: 'group/part/shop' } },
    ],
    ['gitlab/push', { projects: ['77'] }, { project: { path_with_namespace: 'tidewater/beacon' } }],
    [
      'bitbucket/repo:push',
      { repositories: [{ owner: 'acme', repositorySlug: 'shop' }] },
      { repository: { full_name: 'acme/shop' } },
    ],
    [
      'bitbucketserver/pr:opened',
      { repositories: [{ projectKey: 'SHOP', repositorySlug: 'web' }] },
      {
        pullRequest: {
          toRef: {
            repository: {
              slug: 'web',
              project: { key: 'SHOP' },
              links: {
                clone: [{ href: 'https://git.example.com/scm/shop/web.git' }, { name: 'ssh' }],
              },
            },
          },
        },
      },
    ],
    ['gerrit', { projects: ['acme/shop'] }, { project: { name: 'acme/shop' } }],
    ['github/push', { repositories: [{ owner: '', names: [7] }] }, { repository: { name: 'beacon' } }],
  ])('make %s come from the repository of %j', (spelling, spec, body) => {
    expect(content(spelling, spec, true)).toMatchObject({ body });
  });

  it('do not turn a chosen event into another', () => {
    const spec = { eventFilter: ['charge.updated', 'invoice.paid'] };
    expect(content('stripe/charge.succeeded', spec)).toMatchObject({ body: { type: 'charge.updated' } });
    expect(content('stripe/charge.succeeded', spec, true)).toMatchObject({
      body: { type: 'charge.succeeded' },
    });
    expect(content('stripe/invoice.paid', spec)).toMatchObject({ body: { type: 'invoice.paid' } });
  });

  it('can be made such that the sample is asked for', () => {
    const asked = (spelling: string, spec: JsonObject) => {
      const sample = findSample(LIBRARY, spelling);
      const source = { kind: 'EventSource', spec: { eventBusName: 'b', [sample.type]: { ev: spec } } };
      return askingFor(sample, source);
    };
    expect(asked('webhook/get', { method: 'POST', port: '1' })).toEqual({
      kind: 'EventSource',
      spec: { eventBusName: 'b', webhook: { ev: { method: 'GET', port: '1' } } },
    });
    expect(asked('kafka/text', { jsonBody: true })).toMatchObject({
      spec: { kafka: { ev: { jsonBody: false } } },
    });
    expect(asked('stripe/charge.refunded', { eventFilter: ['a'] })).toMatchObject({
      spec: { stripe: { ev: { eventFilter: ['charge.refunded'] } } },
    });
    expect(asked('github/push', { events: ['*'] })).toMatchObject({
      spec: { github: { ev: { events: ['*'] } } },
    });
  });
});

describe('the file of a sample', () => {
  it.each([
    [
      'github',
      'title: a\nrequst: {}',
      'payloads/github/x.yaml: unknown key "requst", did you mean "request"?',
    ],
    ['github', 'title: a\nmessage: {}', 'payloads/github/x.yaml: "request" must be a mapping'],
    [
      'kafka',
      'title: a\nmessage: {topik: a}',
      'payloads/kafka/x.yaml: unknown key "topik", did you mean "topic"?',
    ],
    ['kafka', 'title: a\nfields: [{path: a}]\nmessage: {}', 'a field needs "path" and "description"'],
    ['kafka', 'message: {}', '"title" must be a text'],
    ['kafka', '- a', 'expected a mapping'],
    ['kafka', 'a: [', 'payloads/kafka/x.yaml: '],
    [
      'github',
      'title: a\nrequest: {method: POST, headers: {A: 1}, body: {}}',
      '"request.headers.A" must be a text',
    ],
    ['github', 'title: a\nrequest: {method: POST, body: []}', '"request.body" must be a mapping'],
  ])('of type %s that says %j is refused', (type, text, message) => {
    expect(() => parseSample(text, type, 'x')).toThrow(message);
  });
});
