import { ClusterError } from './cluster-error.ts';

/** Codes of Node and OpenSSL that mean: the other side is not who it says, or does not like who we are. */
const TLS = /^(?:CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_MISMATCH|EPROTO)/;

/** What went wrong below HTTP, in words. */
export function connectionError(error: unknown, server: string, context: string): ClusterError {
  if (error instanceof ClusterError) return error;
  const found = rootOf(error);
  const where = `"${server}" (context "${context}")`;
  if (TLS.test(found.code)) {
    return new ClusterError(
      'tls',
      `no trusted connection to ${where}: ${tlsReason(found)}`,
      'compare certificate-authority, client-certificate and tls-server-name in the kubeconfig with the cluster',
    );
  }
  return new ClusterError(
    'unreachable',
    `cannot reach ${where}: ${networkReason(found)}`,
    'is the cluster running, and the VPN or proxy to it? "kubectl config get-contexts" lists the others',
  );
}

interface Root {
  readonly code: string;
  readonly message: string;
}

/** Several addresses of one name fail as one AggregateError without a message of its own. */
function rootOf(error: unknown): Root {
  if (error instanceof AggregateError && error.errors.length > 0) return rootOf(error.errors[0]);
  if (!(error instanceof Error)) return { code: '', message: String(error) };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return { code, message: error.message };
}

function tlsReason({ code, message }: Root): string {
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return 'its certificate has expired';
    case 'CERT_NOT_YET_VALID':
      return 'its certificate is not valid yet; one of the clocks is wrong';
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_GET_ISSUER_CERT':
      return 'the authority that signed its certificate is not known';
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return 'its certificate is for another name';
    case 'EPROTO':
    case 'ERR_SSL_WRONG_VERSION_NUMBER':
      return /wrong version number/i.test(message) ? 'it does not speak TLS' : message;
    default:
      return message;
  }
}

function networkReason({ code, message }: Root): string {
  switch (code) {
    case 'ECONNREFUSED':
      return 'nothing listens there';
    case 'ENOTFOUND':
      return 'the name is not known';
    case 'EAI_AGAIN':
      return 'the name server does not answer';
    case 'ETIMEDOUT':
      return 'it does not answer';
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return 'there is no way to that address';
    case 'ECONNRESET':
    case 'EPIPE':
      return 'the connection was cut';
    default:
      return message;
  }
}
