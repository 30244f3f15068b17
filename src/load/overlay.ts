import type { Files } from './files.ts';

/** The files, in which some paths hold other texts than they do, or texts that are nowhere yet. */
export function withTexts(files: Files, texts: ReadonlyMap<string, string>): Files {
  return {
    ...files,
    status: async (path) => {
      const text = texts.get(path);
      return text === undefined
        ? await files.status(path)
        : { type: 'file', size: Buffer.byteLength(text), identity: path };
    },
    read: async (path, limit) => {
      const text = texts.get(path);
      return text === undefined ? await files.read(path, limit) : new TextEncoder().encode(text);
    },
  };
}
