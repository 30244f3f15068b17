import process from 'node:process';
import { UserError } from '../errors.ts';

/** More than any manifest that is read; what comes after it is left unread. */
const LARGEST = 64 * 1024 * 1024;

/** Standard input to its end, as text. Throws a UserError (usage) when it is larger than 64 MB. */
export async function readStdin(): Promise<string> {
  return (await readBytes()).toString();
}

/** The same, but what is no text in any encoding that YAML knows is refused instead of being read as one. */
export async function readStdinText(): Promise<string> {
  const { decodeText } = await import('../yaml/text.ts');
  const text = decodeText(await readBytes());
  if (text === undefined || text.includes('\0'))
    throw new UserError('usage', 'standard input is not a text, so it is no manifest');
  return text;
}

async function readBytes(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Without an encoding set, the stream gives buffers.
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST) throw new UserError('usage', 'standard input is larger than 64 MB');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
