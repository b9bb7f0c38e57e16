import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../free-port.ts'
import { type LocalServer, startLocalServer } from '../local-server.ts'
import { spawnReady } from '../process.ts'
import { unpackDebianPackage } from '../programs/debian-package.ts'
import { dockerSource } from '../programs/docker.ts'
import { findOnPath } from '../programs/find-on-path.ts'
import { firstAvailable, type SharedServer, type Source } from '../programs/first-available.ts'

/** How the images of Redis and Valkey are started; the program comes before the rest of its command. */
export const REDIS_IN_DOCKER = {
  port: 6379,
  command: ['--save', '', '--protected-mode', 'no'],
  readyLog: /Ready to accept connections/,
  toUrl: (host: string) => `redis://${host}`,
}

const advice = 'Set TEST_REDIS_URL, start Docker, or install redis-server.'

/** The Redis that a whole test run shares. */
export async function openTestRedis(): Promise<SharedServer> {
  const url = process.env['TEST_REDIS_URL']
  if (url) return { url, from: 'TEST_REDIS_URL', stop: async () => {} }
  const docker = dockerSource({
    ...REDIS_IN_DOCKER,
    image: 'redis:7',
    command: ['redis-server', ...REDIS_IN_DOCKER.command],
  })
  const local = programs.map(
    (source): Source<SharedServer> => ({
      name: source.name,
      async get() {
        const program = await source.get()
        const { url, stop } = await startRedisProgram(program)
        return { url, from: program.path, stop }
      },
    }),
  )
  return firstAvailable('Redis', advice, [docker, ...local])
}

/**
 * Starts a Redis that the calling test may kill, pause and restart. It keeps nothing over a restart, unless `args`
 * say otherwise (`['--appendonly', 'yes']`).
 *
 * Always a process of this machine, never a container: a test can signal it.
 */
export async function startRedis({ args = [], port }: RedisOptions = {}): Promise<LocalServer> {
  return startRedisProgram(await findRedisProgram(), args, port)
}

export interface RedisOptions {
  readonly args?: readonly string[]
  /** A free one, unless given. */
  readonly port?: number
}

export interface RedisProgram {
  readonly path: string
  /** Before the settings. */
  readonly args?: readonly string[]
  readonly env?: Record<string, string>
}

/** A `redis-server` of this machine. */
export function findRedisProgram(): Promise<RedisProgram> {
  return firstAvailable('redis-server', 'Install redis-server.', programs)
}

const programs: readonly Source<RedisProgram>[] = [
  { name: 'PATH', get: async () => ({ path: findOnPath('redis-server', 'valkey-server') }) },
  {
    name: 'Debian package',
    async get() {
      const { root, env } = await unpackDebianPackage('redis-server')
      return { path: join(root, 'usr/bin/redis-server'), env }
    },
  },
]

/** The same of a given program. */
export async function startRedisProgram(
  { path, args: first = [], env = {} }: RedisProgram,
  args: readonly string[] = [],
  wanted?: number,
): Promise<LocalServer> {
  const port = wanted ?? (await freePort())
  const directory = await mkdtemp(join(tmpdir(), 'touchline-redis-'))
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--dir', directory, '--save', '', ...args]
  const options = { ready: /Ready to accept connections/, env, scratch: directory }
  return startLocalServer({
    url: `redis://127.0.0.1:${port}`,
    port,
    directory,
    start: () => spawnReady(path, [...first, ...settings], options),
  })
}
