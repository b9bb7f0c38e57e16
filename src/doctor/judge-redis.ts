import type { Finding } from './finding.ts'

/** `SPUBLISH` and scripts with functions of their own came with it. */
const OLDEST_REDIS = 7

/** @param info what `INFO` says */
export function judgeRedis(info: string): readonly Finding[] {
  const read = (name: string) => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1]
  const valkey = read('valkey_version')
  const version = read('redis_version') ?? ''
  const findings: Finding[] = [
    Number.parseInt(version, 10) >= OLDEST_REDIS
      ? { kind: 'ok', subject: 'redis', what: valkey === undefined ? `Redis ${version}` : `Valkey ${valkey}` }
      : {
          kind: 'failed',
          subject: 'redis',
          what: `version ${version} is older than ${OLDEST_REDIS}`,
          change: 'upgrade Redis',
        },
  ]
  const most = Number(read('maxmemory') ?? 0)
  if (most > 0 && read('maxmemory_policy') === 'noeviction') {
    findings.push({
      kind: 'warning',
      subject: 'redis',
      what: `it takes no updates any more once it has ${Math.round(most / 1_048_576)} MiB (maxmemory-policy noeviction)`,
      change: 'set volatile-ttl: what it forgets comes back from the database',
    })
  }
  return findings
}
