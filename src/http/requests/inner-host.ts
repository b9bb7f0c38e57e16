import type { IncomingHttpHeaders } from 'node:http'
import { isIP } from 'node:net'

/** Names that only a network of one's own resolves. */
const INNER = ['localhost', '.localhost', '.local', '.internal', '.svc', '.lan', '.home.arpa']

/** How nearly everybody writes this machine. To take an address apart for each request would be 3 % of what a POST costs. */
const THIS_MACHINE = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::[1-5]?\d{1,4})?$/

/**
 * Is this an address under which somebody of this installation opens a page? A name of the public internet is not: whoever owns that name could
 * let it lead here, and a page of theirs would be one of ours to the browser (DNS rebinding).
 *
 * @param host as the header says it, with a port or without
 */
export function isInnerHost(host: string | undefined): boolean {
  if (host === undefined) return false
  if (THIS_MACHINE.test(host)) return true
  if (!URL.canParse(`http://${host}`)) return false
  const name = new URL(`http://${host}`).hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  if (isIP(name) !== 0 || !name.includes('.')) return true
  return INNER.some((end) => name === end || name.endsWith(end))
}

/** Whatever passes a request on says for whom. */
const PASSED_ON = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'via'] as const

/**
 * Does this request come from this machine itself? Beyond it is who asks by a public name, and for whom a proxy beside us asks, whatever
 * name they gave it.
 */
export function isAskedHere(headers: IncomingHttpHeaders, remoteAddress: string | undefined): boolean {
  if (headers.host !== undefined && !isInnerHost(headers.host)) return false
  if (PASSED_ON.some((name) => headers[name] !== undefined)) return false
  return remoteAddress === '::1' || /^(?:::ffff:)?127\./.test(remoteAddress ?? '')
}
