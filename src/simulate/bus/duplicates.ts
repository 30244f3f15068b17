/**
 * Ids that were seen within a window. Ids are kept only as long as the window is open.
 *
 * The stream drops an event whose id it had within its `duplicates` window (300 seconds as the controller sets it),
 * and each trigger forgets ids after 60 seconds. Ids that the simulated world makes are never repeated, so only those
 * that come from outside have to be remembered.
 * Source: argo-events pkg/eventbus/jetstream/sensor/trigger_conn.go (storeMessageID, purgeOldMsgs).
 */
export class Duplicates {
  readonly #window: number;
  readonly #seen = new Map<string, number>();

  /** @param seconds How long an id is remembered. */
  constructor(seconds: number) {
    this.#window = seconds * 1000;
  }

  /** Was the id seen within the window? If not, it is now. `at` in milliseconds since 1970. */
  seen(id: string, at: number): boolean {
    for (const [old, time] of this.#seen) {
      if (at - time <= this.#window) break;
      this.#seen.delete(old);
    }
    if (this.#seen.has(id)) return true;
    this.#seen.set(id, at);
    return false;
  }
}
