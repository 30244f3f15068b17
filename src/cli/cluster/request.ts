import type { ClusterTestRequest } from '../../follow/run.ts';
import { parseTime } from './run.ts';

/** What is sent, and how long its end is waited for. */
export interface SendingFlags {
  readonly data?: string | undefined;
  readonly event?: string | undefined;
  readonly set?: string[] | undefined;
  readonly header?: string[] | undefined;
  readonly method?: string | undefined;
  readonly timeout: string;
}

type Sending = Omit<ClusterTestRequest, 'wait' | 'logs' | 'senderImage' | 'interval' | 'signal'>;

/** What flags say of an event for a cluster. Throws a UserError (usage) for a time that is none. */
export function sendingOf(
  { data, event, set = [], header = [], method, timeout }: SendingFlags,
  targets: readonly string[],
  payloads: string,
): Sending {
  return { targets, data, event, set, header, method, payloads, timeout: parseTime(timeout, '--timeout') };
}
