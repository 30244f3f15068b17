import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

/** Takes a connection over for `kubectl port-forward` as an API server does: channels in a web socket. */
export function acceptForwarding(request: IncomingMessage, socket: Duplex, port: number): void {
  const key = `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
  const accept = createHash('sha1').update(key).digest('base64');
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\nSec-WebSocket-Protocol: v4.channel.k8s.io\r\n\r\n`,
  );
  // Each channel starts with the number of the port.
  const number = Buffer.from([port & 0xff, port >> 8]);
  socket.write(Buffer.concat([frame(0, number), frame(1, number)]));
}

/** A frame of a web socket from the server: binary, in one piece. Source: RFC 6455 section 5.2. */
export function frame(channel: number, payload: Buffer): Buffer {
  const length = payload.length + 1;
  const head =
    length < 126
      ? Buffer.from([0x82, length, channel])
      : Buffer.from([0x82, 126, length >> 8, length & 0xff, channel]);
  return Buffer.concat([head, payload]);
}

/** The end of a web socket. */
export const CLOSE: Buffer = Buffer.from([0x88, 0]);

/** Reads masked frames of a client, which may come in pieces; each without the number of its channel. */
export class FrameReader {
  #left: Buffer = Buffer.alloc(0);

  /** Undefined for the end. */
  read(bytes: Buffer): readonly (Buffer | undefined)[] {
    this.#left = Buffer.concat([this.#left, bytes]);
    const found: (Buffer | undefined)[] = [];
    for (;;) {
      const [first = 0, second = 0] = this.#left;
      const short = second & 0x7f;
      const head = short === 126 ? 4 : 2;
      const length =
        short === 126 ? (this.#left.length < 4 ? Number.NaN : this.#left.readUInt16BE(2)) : short;
      const end = head + 4 + length;
      if (!(this.#left.length >= end)) return found;
      const mask = this.#left.subarray(head, head + 4);
      const masked = this.#left.subarray(head + 4, end);
      const payload = Buffer.from(masked.map((byte, index) => byte ^ (mask[index % 4] ?? 0)));
      this.#left = this.#left.subarray(end);
      found.push((first & 0x0f) === 8 ? undefined : payload.subarray(1));
    }
  }
}
