/**
 * The WebSocket address of a server: `https://scores.example/base` → `wss://scores.example/base/v1/live`.
 *
 * @param server an http(s) or ws(s) address; relative to the page, if there is one; without it the page's own origin
 * @throws {TypeError} when there is no page to be relative to
 */
export function liveUrl(server: string | URL | undefined): string {
  const page = typeof location === 'undefined' ? undefined : location
  const url = new URL(server ?? page?.origin ?? '', page?.href)
  url.protocol = url.protocol.replace(/^http/, 'ws')
  if (!url.pathname.endsWith('/v1/live')) url.pathname = `${url.pathname.replace(/\/$/, '')}/v1/live`
  url.hash = ''
  return url.href
}
