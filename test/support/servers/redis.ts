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

const advice = 'Set TEST_REDIS_URL, start Docker, or install redis-server.'

/** The Redis that a whole test run shares. */
export async function openTestRedis(): Promise<SharedServer> {
  const url = process.env['TEST_REDIS_URL']
  if (url) return { url, from: 'TEST_REDIS_URL', stop: async () => {} }
  const docker = dockerSource({
    image: 'redis:7',
    port: 6379,
    command: ['redis-server', '--save', '', '--protected-mode', 'no'],
    readyLog: /Ready to accept connections/,
    toUrl: (host) => `redis://${host}`,
  })
  const local = programs.map(
    (source): Source<SharedServer> => ({
      name: source.name,
      async get() {
        const program = await source.get()
        const { url, stop } = await start(program, [])
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
  return start(await findRedisProgram(), args, port)
}

export interface RedisOptions {
  readonly args?: readonly string[]
  /** A free one, unless given. */
  readonly port?: number
}

export interface RedisProgram {
  readonly path: string
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

async function start({ path, env = {} }: RedisProgram, args: readonly string[], wanted?: number): Promise<LocalServer> {
  const port = wanted ?? (await freePort())
  const directory = await mkdtemp(join(tmpdir(), 'touchline-redis-'))
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--dir', directory, '--save', '', ...args]
  const options = { ready: /Ready to accept connections/, env, scratch: directory }
  return startLocalServer({
    url: `redis://127.0.0.1:${port}`,
    port,
    directory,
    start: () => spawnReady(path, settings, options),
  })
}
