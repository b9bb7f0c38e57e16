import { execFile } from 'node:child_process'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { freePort } from '../../test/support/free-port.ts'
import { spawnReady } from '../../test/support/process.ts'
import { cached } from '../../test/support/programs/cache.ts'
import { findOnPath } from '../../test/support/programs/find-on-path.ts'
import { pinned } from '../common/worker.ts'

/** The one that Touchline is compared with. It is built from its module, by https://centrifugal.dev. */
export const CENTRIFUGO_VERSION = '6.9.1'
const MODULE = `github.com/centrifugal/centrifugo/v6@v${CENTRIFUGO_VERSION}`
const BUILD_WITHIN_MS = 900_000
const POLL_MS = 10

/** One node of Centrifugo. */
export interface CentrifugoNode {
  readonly port: number
  readonly pid: number
  stop(): Promise<void>
}

/**
 * Finds the program: the one that `CENTRIFUGO` names, one on the PATH, or one that Go builds, once.
 *
 * @returns undefined where there is neither it nor Go
 * @throws if Go cannot build it
 */
export async function findCentrifugo(onProgress: (text: string) => void): Promise<string | undefined> {
  const named = process.env['CENTRIFUGO'] || findIfThere('centrifugo')
  if (named !== undefined) return named
  const go = findIfThere('go')
  if (go === undefined) return undefined
  const directory = await cached(`centrifugo-${CENTRIFUGO_VERSION}`, async (empty) => {
    onProgress(`building Centrifugo ${CENTRIFUGO_VERSION} with Go, which takes some minutes, once`)
    await promisify(execFile)(go, ['install', MODULE], {
      env: { ...process.env, GOBIN: empty },
      timeout: BUILD_WITHIN_MS,
    })
  })
  return join(directory, 'centrifugo')
}

function findIfThere(name: string): string | undefined {
  try {
    return findOnPath(name)
  } catch {
    return undefined
  }
}

/**
 * Starts a node on Redis. Everyone may connect, subscribe and publish. A channel keeps its last publication, and whoever asks to
 * recover is given it on subscribing: what a viewer of Touchline is given, too.
 *
 * @param core pins the node to this core, and Go with it to one thread at a time
 */
export async function startCentrifugo(program: string, redisUrl: string, core: number): Promise<CentrifugoNode> {
  const port = await freePort()
  const directory = await mkdtemp(join(tmpdir(), 'touchline-centrifugo-'))
  const config = join(directory, 'config.json')
  await writeFile(config, JSON.stringify(settingsOf(port, redisUrl)))
  const [command = '', ...args] = pinned([program, '--config', config], core)
  const node = await spawnReady(command, args, { ready: /serving websocket/i, scratch: directory })
  // It says so a moment before it listens.
  while (!(await isHealthy(port))) await pause(POLL_MS)
  return { port, pid: node.pid, stop: () => node.stop() }
}

function isHealthy(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/health`).then(
    ({ ok }) => ok,
    () => false,
  )
}

function settingsOf(port: number, redisUrl: string): object {
  return {
    http_server: { address: '127.0.0.1', port },
    engine: { type: 'redis', redis: { address: [redisUrl] } },
    health: { enabled: true },
    http_api: { insecure: true },
    client: {
      insecure: true,
      allowed_origins: ['*'],
      // Longer than any round, because the load does not speak its pings.
      ping_interval: '900s',
      pong_timeout: '60s',
    },
    channel: {
      without_namespace: {
        history_size: 1,
        history_ttl: '3600s',
        force_recovery: true,
        force_recovery_mode: 'cache',
        allow_subscribe_for_client: true,
        allow_subscribe_for_anonymous: true,
      },
    },
  }
}
