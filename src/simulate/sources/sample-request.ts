import { encodeGo, isArray, type JsonObject, type JsonValue } from '../../json.ts';
import type { EventDefinition } from '../../model/kinds/event-source.ts';

/** A request without its path. */
export interface SampleRequest {
  readonly method: string;
  readonly query?: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string;
}

const JSON_TYPE = ['Content-Type', 'application/json'] as const;
const REPOSITORY = {
  id: 1,
  name: 'app',
  full_name: 'example-org/app',
  html_url: 'https://github.example.com/example-org/app',
  clone_url: 'https://github.example.com/example-org/app.git',
  default_branch: 'main',
  private: false,
  owner: { login: 'example-org', name: 'example-org' },
};
const BEFORE = '1111111111111111111111111111111111111111';
const AFTER = '2222222222222222222222222222222222222222';

function json(body: JsonValue, headers: SampleRequest['headers'] = []): SampleRequest {
  return { method: 'POST', headers: [JSON_TYPE, ...headers], body: encodeGo(body) };
}

function firstText(value: JsonValue | undefined, otherwise: string): string {
  const [first] = isArray(value) ? value : [];
  return typeof first === 'string' && first !== '' && first !== '*' ? first : otherwise;
}

/** What the provider of each HTTP type sends, in small; all values are invented. */
const SAMPLES: Readonly<Record<string, (spec: JsonObject) => SampleRequest>> = {
  webhook: ({ method }) =>
    method === 'GET'
      ? { method: 'GET', query: 'message=hello+from+argoflow', headers: [], body: '' }
      : {
          ...json({ message: 'hello from argoflow' }),
          method: typeof method === 'string' && method !== '' ? method : 'POST',
        },
  github: ({ events, contentType }) => {
    const event = firstText(events, 'push');
    const push = json(
      event === 'push' ? githubPush() : { action: 'opened', repository: REPOSITORY, sender: SENDER },
    );
    const headers = [
      ['User-Agent', 'GitHub-Hookshot/0000000'],
      ['X-GitHub-Event', event],
      ['X-GitHub-Delivery', '11111111-2222-4333-8444-555555555555'],
      ['X-GitHub-Hook-ID', '1'],
    ] as const;
    if (contentType === 'form') {
      const body = `payload=${encodeURIComponent(push.body)}`;
      return { ...push, headers: [['Content-Type', 'application/x-www-form-urlencoded'], ...headers], body };
    }
    return { ...push, headers: [...push.headers, ...headers] };
  },
  gitlab: () =>
    json(
      {
        object_kind: 'push',
        event_name: 'push',
        before: BEFORE,
        after: AFTER,
        checkout_sha: AFTER,
        ref: 'refs/heads/main',
        user_username: 'ada',
        project_id: 1,
        project: {
          id: 1,
          name: 'app',
          path_with_namespace: 'example-org/app',
          git_http_url: 'https://gitlab.example.com/example-org/app.git',
          default_branch: 'main',
        },
        commits: [
          { id: AFTER, message: 'Change something', added: [], modified: ['README.md'], removed: [] },
        ],
        total_commits_count: 1,
      },
      [
        ['X-Gitlab-Event', 'Push Hook'],
        ['X-Gitlab-Event-UUID', '11111111-2222-4333-8444-555555555555'],
        ['X-Gitlab-Instance', 'https://gitlab.example.com'],
      ],
    ),
  bitbucket: ({ events }) =>
    json(
      {
        actor: { display_name: 'Ada', nickname: 'ada' },
        repository: { name: 'app', full_name: 'example-org/app', is_private: false },
        push: {
          changes: [
            {
              new: { type: 'branch', name: 'main', target: { hash: AFTER, message: 'Change something' } },
              old: { type: 'branch', name: 'main', target: { hash: BEFORE } },
              created: false,
              closed: false,
              forced: false,
              commits: [{ hash: AFTER }],
            },
          ],
        },
      },
      [
        ['User-Agent', 'Bitbucket-Webhooks/2.0'],
        ['X-Event-Key', firstText(events, 'repo:push')],
        ['X-Hook-UUID', '11111111-2222-4333-8444-555555555555'],
        ['X-Request-UUID', '11111111-2222-4333-8444-555555555556'],
        ['X-Attempt-Number', '1'],
      ],
    ),
  bitbucketserver: () =>
    json(
      {
        eventKey: 'repo:refs_changed',
        date: '2026-01-02T03:04:05+0000',
        actor: {
          name: 'ada',
          emailAddress: 'ada@example.com',
          id: 1,
          displayName: 'Ada',
          active: true,
          slug: 'ada',
        },
        repository: { slug: 'app', id: 1, name: 'app', project: { key: 'EX', id: 1, name: 'example-org' } },
        changes: [
          {
            ref: { id: 'refs/heads/main', displayId: 'main', type: 'BRANCH' },
            refId: 'refs/heads/main',
            fromHash: BEFORE,
            toHash: AFTER,
            type: 'UPDATE',
          },
        ],
      },
      [
        ['X-Event-Key', 'repo:refs_changed'],
        ['X-Request-Id', '11111111-2222-4333-8444-555555555555'],
      ],
    ),
  gerrit: ({ events }) =>
    json({
      type: firstText(events, 'patchset-created'),
      eventCreatedOn: 1767322245,
      project: 'app',
      refName: 'refs/heads/main',
      change: {
        project: 'app',
        branch: 'main',
        id: 'I1111111111111111111111111111111111111111',
        number: 1,
        subject: 'Change something',
        owner: { name: 'Ada', email: 'ada@example.com', username: 'ada' },
        status: 'NEW',
      },
      patchSet: { number: 1, revision: AFTER, ref: 'refs/changes/01/1/1' },
    }),
  slack: () =>
    json({
      token: '',
      team_id: 'T0000001',
      api_app_id: 'A0000001',
      type: 'event_callback',
      event: {
        type: 'app_mention',
        user: 'U0000001',
        text: 'hello from argoflow',
        ts: '1767322245.000100',
        channel: 'C0000001',
        event_ts: '1767322245.000100',
      },
      event_id: 'Ev0000001',
      event_time: 1767322245,
    }),
  sns: ({ topicArn }) => {
    const topic =
      typeof topicArn === 'string' && topicArn !== '' ? topicArn : 'arn:aws:sns:eu-west-1:111111111111:topic';
    return {
      method: 'POST',
      headers: [
        ['Content-Type', 'text/plain; charset=UTF-8'],
        ['User-Agent', 'Amazon Simple Notification Service Agent'],
        ['X-Amz-Sns-Message-Type', 'Notification'],
        ['X-Amz-Sns-Topic-Arn', topic],
      ],
      body: encodeGo({
        Type: 'Notification',
        MessageId: '11111111-2222-4333-8444-555555555555',
        TopicArn: topic,
        Subject: 'hello',
        Message: 'hello from argoflow',
        Timestamp: '2026-01-02T03:04:05.000Z',
        SignatureVersion: '1',
        Signature: '',
        SigningCertURL: '',
        UnsubscribeURL: '',
      }),
    };
  },
  storageGrid: ({ topicArn, bucket, filter }) => {
    const { prefix = '', suffix = '.txt' } = (filter ?? {}) as {
      readonly prefix?: string;
      readonly suffix?: string;
    };
    const message = {
      Records: [
        {
          eventVersion: '2.0',
          eventSource: 'sgws:s3',
          eventTime: '2026-01-02T03:04:05Z',
          eventName: 'ObjectCreated:Put',
          userIdentity: { principalId: '1' },
          requestParameters: { sourceIPAddress: '10.0.0.1' },
          responseElements: { 'x-amz-request-id': '1' },
          s3: {
            s3SchemaVersion: '1.0',
            configurationId: 'argo',
            bucket: {
              name: String(bucket ?? 'bucket'),
              ownerIdentity: { principalId: '1' },
              arn: 'urn:sgws:s3:::bucket',
            },
            object: { key: `${prefix}example${suffix}`, size: 34, eTag: '1', sequencer: '1' },
          },
        },
      ],
    };
    const topic = encodeURIComponent(typeof topicArn === 'string' ? topicArn : 'urn:topic');
    return {
      method: 'POST',
      headers: [['Content-Type', 'application/x-www-form-urlencoded; charset=utf-8']],
      body: `Action=Publish&Message=${encodeURIComponent(encodeGo(message))}&TopicArn=${topic}&Version=2010-03-31`,
    };
  },
  stripe: ({ eventFilter }) =>
    json(
      {
        id: 'evt_1',
        object: 'event',
        api_version: '2020-08-27',
        created: 1767322245,
        type: firstText(eventFilter, 'checkout.session.completed'),
        livemode: false,
        pending_webhooks: 1,
        request: { id: 'req_1', idempotency_key: null },
        data: {
          object: {
            id: 'cs_1',
            object: 'checkout.session',
            mode: 'payment',
            payment_status: 'paid',
            amount_total: 1000,
          },
        },
      },
      [['Stripe-Signature', 't=1767322245,v1=00']],
    ),
};

const SENDER = { login: 'ada', type: 'User' };

function githubPush(): JsonValue {
  const commit = {
    id: AFTER,
    message: 'Change something',
    timestamp: '2026-01-02T03:04:05Z',
    author: { name: 'Ada', email: 'ada@example.com', username: 'ada' },
    added: [],
    removed: [],
    modified: ['README.md'],
  };
  return {
    ref: 'refs/heads/main',
    before: BEFORE,
    after: AFTER,
    created: false,
    deleted: false,
    forced: false,
    repository: REPOSITORY,
    pusher: { name: 'ada', email: 'ada@example.com' },
    sender: SENDER,
    head_commit: commit,
    commits: [commit],
  };
}

export function sampleRequest(event: EventDefinition): SampleRequest {
  const sample = SAMPLES[event.type];
  return sample === undefined ? json({}) : sample(event.spec);
}
