import type { IncomingMessage } from 'node:http'
import { BlockList, isIP, isIPv6, SocketAddress } from 'node:net'
import proxyAddr from '@fastify/proxy-addr'

/** Addresses that name no household: this machine, a network behind a router, a proxy beside us. */
const LOCAL = new BlockList()
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  LOCAL.addSubnet(net, prefix, 'ipv4')
}
for (const [net, prefix] of [
  ['::1', 128],
  ['fc00::', 7],
  ['fe80::', 10],
] as const) {
  LOCAL.addSubnet(net, prefix, 'ipv6')
}

/** Some proxies say the port, too, which is another one for each connection. */
const WITH_PORT = /^(?:\[(?<six>[^\]]+)\](?::\d+)?|(?<four>\d+\.\d+\.\d+\.\d+):\d+)$/

/** What was asked last: a viewer who joins is asked for three times in a row. */
let last: { readonly ip: string; readonly client: string | undefined } | undefined

/**
 * Whom an address stands for: itself, or of IPv6 its network of 64 bits, which one household has to itself.
 *
 * @returns undefined for a local address: a proxy that nobody told us of would stand for everybody
 */
export function clientOf(ip: string): string | undefined {
  if (last?.ip !== ip) last = { ip, client: readClient(ip) }
  return last.client
}

function readClient(ip: string): string | undefined {
  const address = canonicalOf(ip)
  if (!isIPv6(address)) return LOCAL.check(address, 'ipv4') ? undefined : address
  if (LOCAL.check(address, 'ipv6')) return undefined
  return `${networkOf(address)}::/64`
}

/** The address that a request came from, before proxies of ours: what Fastify calls `ip`. Undefined once its sender is gone. */
export function ipOf(request: IncomingMessage, isProxy: (ip: string) => boolean): string | undefined {
  return request.socket.remoteAddress && proxyAddr(request, isProxy)
}

/**
 * Which addresses lie within these networks, however they are written: a proxy that says the port of another one, too, is to find it named.
 *
 * @param networks addresses and CIDRs
 */
export function within(networks: readonly string[]): (ip: string) => boolean {
  if (networks.length === 0) return () => false
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', prefix] = network.split('/')
    const canonical = canonicalOf(address)
    const isMapped = isIPv6(address) && !isIPv6(canonical)
    const family = isIPv6(canonical) ? 'ipv6' : 'ipv4'
    if (prefix === undefined) list.addAddress(canonical, family)
    // Of IPv4 within IPv6 the first 96 bits say no more than that.
    else if (isMapped && Number(prefix) >= 96) list.addSubnet(canonical, Number(prefix) - 96, family)
    else list.addSubnet(isMapped ? address : canonical, Number(prefix), isMapped ? 'ipv6' : family)
  }
  return (ip) => {
    const address = canonicalOf(ip)
    return isIP(address) !== 0 && list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
  }
}

/** One name for each address: without a port, as RFC 5952 writes it, and of IPv4 within IPv6 as IPv4. */
function canonicalOf(ip: string): string {
  const { six, four } = WITH_PORT.exec(ip)?.groups ?? {}
  const [address = ''] = (six ?? four ?? ip).split('%')
  if (!isIPv6(address)) return address
  const { address: canonical } = new SocketAddress({ address, family: 'ipv6' })
  return /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(canonical)?.[1] ?? canonical
}

/** The first four groups, without zeros to begin with. */
function networkOf(canonical: string): string {
  const [head = '', tail] = canonical.split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const middle = Array.from({ length: tail === undefined ? 0 : 8 - left.length - right.length }, () => '0')
  return [...left, ...middle, ...right]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')
}
