import { fileURLToPath } from 'node:url';
import { readLibrary } from '../../src/payloads/library.ts';

export const PAYLOADS = fileURLToPath(new URL('../../payloads/', import.meta.url));

/** All samples that argoflow comes with. */
export const LIBRARY = await readLibrary(PAYLOADS);
