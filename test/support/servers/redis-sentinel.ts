import { readFileSync } from 'node:fs'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { freePort } from '../free-port.ts'
import { type LocalServer, startLocalServer } from '../local-server.ts'
import { spawnReady } from '../process.ts'
import { until } from '../until.ts'
import { findRedisProgram, startRedis } from './redis.ts'
import { asArguments, type RedisTls } from './redis-tls.ts'

const NAME = 'scores'
/** A silent master counts as failed after this long. */
const DOWN_AFTER_MS = 1_000

/** TLS everywhere, and a password of the servers and another one of the sentinels. */
export interface Secured {
  readonly tls: RedisTls
  readonly password: string
  readonly sentinelPassword: string
}

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
  secured,
}: {
  announce?: (port: number) => Promise<number>
  secured?: Secured
} = {}): Promise<RedisSentinel> {
  const startNode = async (args: readonly string[]) => {
    const port = await freePort()
    const announced = await announce(port)
    const password = secured ? ['--requirepass', secured.password, '--masterauth', secured.password] : []
    const own = [...(secured ? asArguments(secured.tls.settings(port)) : []), ...password]
    const node = await startRedis({ port, args: ['--replica-announce-port', String(announced), ...own, ...args] })
    return { node, announced }
  }
  const { node: master, announced } = await startNode(['--repl-diskless-sync-delay', '0'])
  const { node: replica } = await startNode(['--replicaof', `127.0.0.1 ${announced}`])
  await reports(replica, /master_link_status:up/, secured?.tls, secured?.password)
  const sentinels = await Promise.all([1, 2, 3].map(() => startSentinel(announced, secured)))
  for (const sentinel of sentinels) {
    await reports(sentinel, /status=ok,.*slaves=1,sentinels=3/, secured?.tls, secured?.sentinelPassword)
  }
  const list = sentinels.map(({ port }) => `127.0.0.1:${port}`).join(',')
  return {
    url: secured
      ? `rediss+sentinel://:${secured.password}@${list}/${NAME}?${secured.tls.search}&sentinel-password=${secured.sentinelPassword}`
      : `redis+sentinel://${list}/${NAME}`,
    master,
    replica,
    sentinels,
    async stop() {
      await Promise.all([...sentinels, replica, master].map((server) => server.stop()))
    },
  }
}

async function startSentinel(masterPort: number, secured: Secured | undefined): Promise<LocalServer> {
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
    ...(secured ? lines(secured, port) : []),
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

function lines({ tls, password, sentinelPassword }: Secured, port: number): string[] {
  const settings = tls.settings(port).map(([name, value]) => `${name} ${value}`)
  const own = [`requirepass ${sentinelPassword}`, `sentinel sentinel-pass ${sentinelPassword}`]
  return [...settings, ...own, `sentinel auth-pass ${NAME} ${password}`]
}

async function reports({ port }: LocalServer, expected: RegExp, tls?: RedisTls, password?: string): Promise<void> {
  const own = { ...(tls && { tls: { ca: readFileSync(tls.ca) } }), ...(password !== undefined && { password }) }
  const client = new Redis({ port, host: '127.0.0.1', ...own })
  try {
    const look = async () => {
      const info = await client.info()
      if (!expected.test(info)) throw new Error(`${port} does not report ${expected}:\n${info}`)
    }
    await until(look)
  } finally {
    client.disconnect()
  }
}
