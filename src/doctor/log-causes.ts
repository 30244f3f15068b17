interface Cause {
  readonly says: RegExp;
  readonly hint: string;
}

/**
 * What the libraries of Argo say when something fails, and what is behind it. The first that fits counts, so what is
 * narrow stands before what is wide.
 */
const CAUSES: readonly Cause[] = [
  {
    // nats.go nats.go (ErrSecureConnWanted); argo-events pkg/eventbus/jetstream/base/jetstream.go (MakeConnection).
    says: /nats: secure connection not available/i,
    hint: 'Argo Events always speaks TLS to JetStream, whatever the URL says: give that server a certificate, any will do',
  },
  {
    // nats.go nats.go (ErrAuthorization).
    says: /nats: authorization violation/i,
    hint: 'the bus does not know its credentials: were they made anew? Restart the servers of the bus, then its clients; see eventbus/objects',
  },
  {
    // nats.go nats.go (ErrNoResponders): nobody answers for the stream, so it has no leader.
    says: /nats: no responders available/i,
    hint: 'the stream of the bus has no leader, or JetStream is off there: see eventbus/pods and eventbus/replicas',
  },
  {
    // nats-server server/errors.json (JSStreamReplicasNotSupportedErr, JSClusterNoPeersErrF, JSInsufficientResourcesErr).
    says: /insufficient resources|no suitable peers for placement|replicas > 1 not supported/i,
    hint: 'the stream wants more replicas, or more room, than the servers of the bus have: see eventbus/replicas',
  },
  {
    // nats.go nats.go (ErrMaxPayload).
    says: /nats: maximum payload exceeded/i,
    hint: 'the event is larger than the bus takes, which is 1 MB by default: spec.jetstream.maxPayload of the EventBus',
  },
  {
    // nats.go kv.go (ErrBucketNotFound), jserrors.go; argo-events pkg/eventbus/jetstream/sensor/sensor_jetstream.go.
    says: /nats: (?:bucket not found|stream not found|no response from stream)/i,
    hint: 'the bus came back without what was in it: restart event sources and sensors, which make their parts anew; see eventbus/emptied',
  },
  {
    // kubernetes plugin/pkg/admission/resourcequota, pod-security-admission.
    says: /is forbidden: (?:exceeded quota|violates PodSecurity)/i,
    hint: 'its permissions are enough: the namespace has a quota, or a Pod Security level, that it does not keep to',
  },
  {
    // kubernetes staging/src/k8s.io/apiserver/pkg/endpoints/handlers/responsewriters/errors.go.
    says: /is forbidden/,
    hint: 'an account lacks a verb: argoflow rbac explain reads such lines, and says which role to change',
  },
  {
    // apimachinery pkg/api/errors (NewUnauthorized): the token is of an account that is not there any more.
    says: /(?:^|[ ,:])Unauthorized\b/,
    hint: 'its token is not good any more, as when its account was made anew: restart it; see accounts/renewed',
  },
  {
    // argo-events pkg/sensors/triggers/params.go (ResolveParamValue).
    says: /unable to resolve '[^']*' parameter value/,
    hint: 'the event does not have what a parameter asks for: argoflow test-event shows which; "value" is for events without it',
  },
  {
    says: /admission webhook "[^"]+" denied/,
    hint: 'an admission webhook of the cluster said no, and why: what it asks for goes into the object that the trigger creates',
  },
  {
    // apimachinery pkg/api/errors (StatusReasonNotFound without a name), client-go restmapper.
    says: /the server could not find the requested resource|no matches for kind/,
    hint: 'the API server does not serve that kind: is its CRD installed, and are apiVersion and kind right?',
  },
  {
    // Go crypto/x509.
    says: /x509: certificate signed by unknown authority/,
    hint: 'name the authority of that server in tls.caCertSecret',
  },
  {
    says: /x509: /,
    hint: 'the certificate of that server is not good for this name, or not any more',
  },
  {
    // Go net (dnsclient).
    says: /lookup \S+.*: (?:no such host|server misbehaving)/,
    hint: 'no Service of that name is there, or the DNS of the cluster does not answer: see cluster/dns',
  },
  {
    says: /connect: connection refused/,
    hint: 'nothing listens there: does what it should reach run, and on that port?',
  },
  {
    says: /i\/o timeout|context deadline exceeded/,
    hint: 'something between drops what is sent: see network/policies and network/sidecars',
  },
];

/** What is behind an error that a log tells of, and what to do; undefined for one that is not known. */
export function causeOf(text: string): string | undefined {
  return CAUSES.find(({ says }) => says.test(text))?.hint;
}
