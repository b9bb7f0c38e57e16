/** What begins an address of its own, or one on the site of the page. A name alone would be taken for a file beside the page. */
const ADDRESS = /^(?:https?:|wss?:|[/.])/i

/**
 * The WebSocket address of a server: `https://scores.example/base` → `wss://scores.example/base/v1/live`.
 *
 * @param server an http(s) or ws(s) address; relative to the page, if there is one; without it the page's own origin
 * @throws {TypeError} when it is none, or there is no page to be relative to
 */
export function liveUrl(server: string | URL | undefined): string {
  const page = typeof location === 'undefined' ? undefined : location
  const given = `${server || page?.origin}`
  if (!ADDRESS.test(given)) throw new TypeError(`url must be an address such as https://scores.example, not ${given}`)
  const url = new URL(given, page?.href)
  url.protocol = url.protocol.replace(/^http/, 'ws')
  url.pathname = `${url.pathname.replace(/(?:\/v1\/live)?\/*$/, '')}/v1/live`
  url.hash = ''
  return url.href
}
