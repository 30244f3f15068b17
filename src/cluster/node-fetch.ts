// Takes the place of the package of that name in the bundle (build.mjs). The client library imports it for requests
// that argoflow does not make through the library; and the package asks for Node's own `punycode`, of which Node 22 and
// later warn on standard error.

export default globalThis.fetch;
export const { Headers, Request, Response } = globalThis;

/** What the package throws when a request is aborted. */
export class AbortError extends Error {}
/** What the package throws when a request fails. */
export class FetchError extends Error {}
