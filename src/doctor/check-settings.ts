import { totalmem } from 'node:os'
import type { Config } from '../config.ts'
import { maxSocketsHere, viewersWithin } from '../http/sockets/socket-limit.ts'
import { isLoopback } from '../settings/loopback.ts'
import type { Finding } from './finding.ts'
import { unwritableFolder } from './writable-folder.ts'

/** What a viewer takes of memory, all told, in bytes: 4,000 of them took 9.2 KB each, and the kernel's buffers come on top. */
const BYTES_A_VIEWER = 20_000

type Settings = Pick<
  Config,
  | 'role'
  | 'host'
  | 'workers'
  | 'internal'
  | 'trustedProxies'
  | 'feedKeys'
  | 'maxConnections'
  | 'databaseUrl'
  | 'redisUrl'
  | 'archiveAfterDays'
  | 'archiveDirectory'
>

/** What the settings say of this machine and of whoever can reach it. */
export function checkSettings(
  config: Settings,
  machine = { maxViewers: viewersWithin(maxSocketsHere()), memoryBytes: process.constrainedMemory() || totalmem() },
): readonly Finding[] {
  const { role, host, workers, internal, trustedProxies, maxConnections } = config
  const findings: Finding[] = [{ kind: 'ok', subject: 'settings', what: `all of them can be read; ROLE is ${role}` }]
  if (role !== 'ingest') {
    const viewers = Math.min(machine.maxViewers, Math.floor(machine.memoryBytes / workers / BYTES_A_VIEWER))
    const what = `MAX_CONNECTIONS ${maxConnections}; open files are enough for ${machine.maxViewers}`
    findings.push(
      viewers >= maxConnections
        ? { kind: 'ok', subject: 'limits', what }
        : { kind: 'warning', subject: 'limits', what, change: `raise ulimit -n, or set MAX_CONNECTIONS to ${viewers}` },
    )
  }
  findings.push(...checkArchive(config))
  // A replica has a load balancer before it, perhaps on this machine: that lets everybody in.
  if (isLoopback(host) && role === 'all')
    return [...findings, { kind: 'ok', subject: 'door', what: `only this machine reaches ${host}` }]
  findings.push(
    internal === undefined
      ? {
          kind: 'warning',
          subject: 'door',
          what: 'whoever reaches the public port can read /metrics',
          change: 'set INTERNAL_PORT, and keep it inside',
        }
      : {
          kind: 'ok',
          subject: 'door',
          what: `/metrics and /ops are at ${internal.host}:${internal.port} alone; keep that port inside`,
        },
  )
  if (role !== 'ingest' && trustedProxies.length === 0) {
    const change = 'set TRUST_PROXY to the addresses of your load balancers, if there are any'
    findings.push({
      kind: 'warning',
      subject: 'door',
      what: 'no load balancer is believed who its viewers are',
      change,
    })
  }
  if (role !== 'gateway' && config.feedKeys.length > 0) {
    const change = 'make lasting keys with `touchline feeds`, then unset FEED_KEYS'
    findings.push({ kind: 'warning', subject: 'door', what: 'FEED_KEYS never end, and may write all matches', change })
  }
  return findings
}

/** Ingest finds out within an hour. */
function checkArchive({ role, archiveAfterDays: days, archiveDirectory: directory }: Settings): Finding[] {
  if (role === 'gateway' || days === 0 || directory === undefined) return []
  const folder = unwritableFolder(directory)
  return [
    folder === undefined
      ? { kind: 'ok', subject: 'archive', what: `matches of ${days} days ago go to ${directory}` }
      : {
          kind: 'failed',
          subject: 'archive',
          what: `${folder} cannot be written to`,
          change: 'set ARCHIVE_DIR to a folder of this user; with systemd one below /var/lib/touchline/%i',
        },
  ]
}
