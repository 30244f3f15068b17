import { objectAt } from '../../json.ts';
import type { Rule } from '../rule.ts';

export const sftpSshKey: Rule = {
  id: 'event-source/sftp-ssh-key',
  severity: 'warning',
  summary: 'a key for SFTP that is also the key of the server',
  docs: {
    why: `The text of "sshKeySecret" is read twice: as the private key to log in with, and as the public key that the server must show. That works only when the text holds both, and the server's key is the same.
Source: argo-events pkg/eventsources/sources/sftp/start.go (StartListening).`,
    bad: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  sftp:
    drop: {eventType: CREATE, watchPathConfig: {directory: /data/, path: in.csv}, username: {name: sftp, key: user}, password: {name: sftp, key: password}, address: {name: sftp, key: address}, pollIntervalDuration: 10s, sshKeySecret: {name: sftp, key: id_ed25519}}
`,
    good: `apiVersion: argoproj.io/v1alpha1
kind: EventSource
metadata: {name: example}
spec:
  sftp:
    drop: {eventType: CREATE, watchPathConfig: {directory: /data/, path: in.csv}, username: {name: sftp, key: user}, password: {name: sftp, key: password}, address: {name: sftp, key: address}, pollIntervalDuration: 10s}
`,
  },
  check: {
    event({ type, spec, path }, { resource }, { report }) {
      if (type !== 'sftp' || objectAt(spec, 'sshKeySecret') === undefined) return;
      report({
        resource,
        path: [...path, 'sshKeySecret'],
        what: 'key',
        message:
          'the key to log in with also has to be the key that the server shows, and most likely is not',
        help: 'use "password"',
      });
    },
  },
};
