import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { type DebianRelease, unpackDebianRelease } from '../programs/debian-release.ts'
import { dockerSource } from '../programs/docker.ts'
import { firstAvailable, type SharedServer } from '../programs/first-available.ts'
import { findRedisProgram, REDIS_IN_DOCKER, type RedisProgram, startRedisProgram } from './redis.ts'

const run = promisify(execFile)

interface Broker {
  readonly image: string
  /** What `--version` says. */
  readonly version: RegExp
  readonly release: DebianRelease
  readonly program: 'redis-server' | 'valkey-server'
}

/** Those that we say we work with. */
export const BROKERS = {
  'Redis 7': { image: 'redis:7', version: /^Redis.* v=7\./, release: 'bookworm', program: 'redis-server' },
  'Redis 8': { image: 'redis:8', version: /^Redis.* v=8\./, release: 'trixie', program: 'redis-server' },
  'Valkey 8': { image: 'valkey/valkey:8', version: /^Valkey.* v=8\./, release: 'trixie', program: 'valkey-server' },
} as const satisfies Record<string, Broker>

export type BrokerName = keyof typeof BROKERS

/** Fetched together, because the lists of a release take longer than its packages. */
const PACKAGES: Readonly<Record<DebianRelease, readonly string[]>> = {
  bookworm: ['redis-server'],
  trixie: ['redis-server', 'valkey-server'],
}

/** Starts one, empty. Its owner stops it. */
export function openBroker(name: BrokerName): Promise<SharedServer> {
  const { image, version, release, program }: Broker = BROKERS[name]
  const start = async (found: RedisProgram): Promise<SharedServer> => {
    const { stdout } = await run(found.path, [...(found.args ?? []), '--version'], {
      env: { ...process.env, ...found.env },
    })
    if (!version.test(stdout)) throw new Error(`it is ${stdout.trim()}`)
    const { url, stop } = await startRedisProgram(found)
    return { url, from: stdout.trim(), stop }
  }
  return firstAvailable(name, `Start Docker, or let apt-get reach Debian ${release}.`, [
    dockerSource({ ...REDIS_IN_DOCKER, image, command: [program, ...REDIS_IN_DOCKER.command] }),
    { name: 'this machine', get: async () => start(await findRedisProgram()) },
    {
      name: `Debian ${release}`,
      get: async () => start((await unpackDebianRelease(release, PACKAGES[release])).commandOf(`usr/bin/${program}`)),
    },
  ])
}
