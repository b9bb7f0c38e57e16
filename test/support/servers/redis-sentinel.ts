import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { freePort } from '../free-port.ts'
import { type LocalServer, startLocalServer } from '../local-server.ts'
import { spawnReady } from '../process.ts'
import { until } from '../until.ts'
import { findRedisProgram, startRedis } from './redis.ts'

const NAME = 'scores'
/** A silent master counts as failed after this long. */
const DOWN_AFTER_MS = 1_000

export interface RedisSentinel {
  /** `redis+sentinel://…` */
  readonly url: string
  readonly master: LocalServer
  readonly replica: LocalServer
  readonly sentinels: readonly LocalServer[]
  stop(): Promise<void>
}

/**
 * Starts a master, its replica, and three sentinels that promote the replica when the master fails; about a second. One
 * started inside a test stops when that test finishes; a `beforeAll` must return its `stop`.
 *
 * @param options.announce the port of a proxy, under which everybody knows the node that listens on `port`
 */
export async function startRedisSentinel({
  announce = async (port) => port,
}: {
  announce?: (port: number) => Promise<number>
} = {}): Promise<RedisSentinel> {
  const startNode = async (args: readonly string[]) => {
    const port = await freePort()
    const announced = await announce(port)
    const node = await startRedis({ port, args: ['--replica-announce-port', String(announced), ...args] })
    return { node, announced }
  }
  const { node: master, announced } = await startNode(['--repl-diskless-sync-delay', '0'])
  const { node: replica } = await startNode(['--replicaof', `127.0.0.1 ${announced}`])
  await reports(replica, /master_link_status:up/)
  const sentinels = await Promise.all([1, 2, 3].map(() => startSentinel(announced)))
  for (const sentinel of sentinels) await reports(sentinel, /status=ok,.*slaves=1,sentinels=3/)
  return {
    url: `redis+sentinel://${sentinels.map(({ port }) => `127.0.0.1:${port}`).join(',')}/${NAME}`,
    master,
    replica,
    sentinels,
    async stop() {
      await Promise.all([...sentinels, replica, master].map((server) => server.stop()))
    },
  }
}

async function startSentinel(masterPort: number): Promise<LocalServer> {
  const [{ path, env = {} }, port] = await Promise.all([findRedisProgram(), freePort()])
  const directory = await mkdtemp(join(tmpdir(), 'touchline-sentinel-'))
  const file = join(directory, 'sentinel.conf')
  const settings = [
    `port ${port}`,
    'bind 127.0.0.1',
    `dir ${directory}`,
    `sentinel monitor ${NAME} 127.0.0.1 ${masterPort} 2`,
    `sentinel down-after-milliseconds ${NAME} ${DOWN_AFTER_MS}`,
    `sentinel failover-timeout ${NAME} 5000`,
  ]
  // The sentinel writes what it learns into this file.
  await writeFile(file, `${settings.join('\n')}\n`)
  const options = { ready: /\+monitor master/, env, scratch: directory }
  return startLocalServer({
    url: `redis://127.0.0.1:${port}`,
    port,
    directory,
    start: () => spawnReady(path, [file, '--sentinel'], options),
  })
}

async function reports({ url }: LocalServer, expected: RegExp): Promise<void> {
  const client = new Redis(url)
  try {
    const look = async () => {
      const info = await client.info()
      if (!expected.test(info)) throw new Error(`${url} does not report ${expected}:\n${info}`)
    }
    await until(look)
  } finally {
    client.disconnect()
  }
}
