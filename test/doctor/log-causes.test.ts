import { describe, expect, it } from 'vitest';
import { CHECKS } from '../../src/doctor/checks/index.ts';
import { causeOf } from '../../src/doctor/log-causes.ts';

describe('what is behind a line of a log', () => {
  it.each([
    ['Failed to connect to NATS server: nats: secure connection not available', 'speaks TLS'],
    ['Failed to connect to NATS server: nats: Authorization Violation', 'credentials'],
    ['Failed to publish an event: nats: no responders available for request', 'no leader'],
    [
      'Failed to create Stream: failed after retries: failed to add Jetstream stream "default": nats: no suitable peers for placement',
      'more replicas',
    ],
    ['Failed to publish an event: nats: maximum payload exceeded', 'maxPayload'],
    ['failed to get K/V store for sensor demo: nats: bucket not found', 'eventbus/emptied'],
    ['Failed to publish an event: failed after retries: nats: no response from stream', 'eventbus/emptied'],
    [
      'dial tcp: lookup eventbus-default-js-svc.flows.svc on 10.96.0.10:53: server misbehaving',
      'cluster/dns',
    ],
    [
      'failed to execute trigger, workflows.argoproj.io is forbidden: User "system:serviceaccount:flows:deploy" cannot create resource "workflows"',
      'rbac explain',
    ],
    ['failed to execute trigger, pods "a" is forbidden: exceeded quota: small', 'quota'],
    ['pods "a" is forbidden: violates PodSecurity "restricted:latest"', 'Pod Security level'],
    ['failed to execute trigger, Unauthorized', 'accounts/renewed'],
    ["unable to resolve 'push' parameter value. err: <nil>", 'does not have'],
    ['admission webhook "policy.example.org" denied the request: no owner', 'said no'],
    ['the server could not find the requested resource', 'its CRD'],
    ['Post "https://hooks.example.org": x509: certificate signed by unknown authority', 'tls.caCertSecret'],
    ['x509: certificate is valid for a.example.org, not b.example.org', 'this name'],
    ['dial tcp: lookup eventbus-default-js-svc.flows.svc on 10.96.0.10:53: no such host', 'cluster/dns'],
    ['dial tcp 10.96.0.20:4222: connect: connection refused', 'nothing listens'],
    ['read tcp 10.244.0.5:53210->10.96.0.20:4222: i/o timeout', 'network/policies'],
  ])('%s', (text, hint) => {
    expect(causeOf(text)).toContain(hint);
  });

  it('is not invented', () => {
    expect(causeOf('the dog ate it')).toBeUndefined();
    expect(causeOf('an Unauthorized_Reader came')).toBeUndefined();
  });

  it('names checks that exist', () => {
    const ids = new Set(CHECKS.map(({ id }) => id));
    const lines = [
      'nats: authorization violation',
      'nats: no responders available',
      'insufficient resources',
      'nats: bucket not found',
      'Unauthorized',
      'lookup a: no such host',
      'i/o timeout',
    ];
    const named = lines.flatMap((line) => causeOf(line)?.match(/[a-z]+\/[a-z]+/g) ?? []);
    expect(named.length).toBeGreaterThanOrEqual(lines.length);
    for (const id of named) expect(ids).toContain(id);
  });
});
