/** What begins an address of its own, or one on the site of the page. A name alone would be taken for a file beside the page. */
const ADDRESS = /^(?:https?:|wss?:|[/.])/i

/**
 * The address of a server.
 *
 * @param server an http(s) or ws(s) address; relative to the page, if there is one; without it the page's own origin
 * @throws {TypeError} when it is none, or there is no page to be relative to
 */
export function serverUrl(server: string | URL | undefined): URL {
  const page = typeof location === 'undefined' ? undefined : location
  const given = `${server || page?.origin}`
  const url = ADDRESS.test(given) && new URL(given, page?.href)
  // A page from the disk has no site.
  if (!url || url.protocol === 'file:') {
    throw new TypeError(`url must be an address such as https://scores.example, not ${given}`)
  }
  return url
}

/** The WebSocket address of a server, as of `serverUrl`: `https://scores.example/base` → `wss://scores.example/base/v1/live`. */
export function liveUrl(server: string | URL | undefined): string {
  const url = serverUrl(server)
  url.protocol = url.protocol.replace(/^http/, 'ws')
  url.pathname = `${url.pathname.replace(/(?:\/v1\/live)?\/*$/, '')}/v1/live`
  url.hash = ''
  return url.href
}
