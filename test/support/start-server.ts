import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Config, readConfig } from '../../src/config.ts'
import { startServer } from '../../src/server/server.ts'
import { isInTest, onTestFinished } from './concurrent.ts'
import { type ReadyProcess, spawnReady } from './process.ts'

/** Settings, by their names in the environment. */
export type Settings = Record<string, string>

export interface TestServer {
  readonly url: string
  /** The address of `GET /v1/live`. */
  readonly liveUrl: string
  call(method: string, path: string, body?: unknown): Promise<Answer>
  close(): Promise<void>
}

export interface SpawnedServer extends TestServer {
  readonly process: ReadyProcess
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  /** Parsed, if it is JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
  readonly body: any
}

const defaults: Settings = {
  PORT: '0',
  LOG_LEVEL: 'silent',
  DRAIN_MS: '0',
  // Nobody is refused because the machine is busy, or the process in which many tests ran before.
  MAX_EVENT_LOOP_DELAY_MS: '0',
  MAX_RSS_MB: '0',
}

/** What a server of a test is started with. */
export function testConfig(settings: Settings): Config {
  return readConfig({ ...defaults, ...settings })
}

/**
 * Starts a server within this process; embedded in a folder of its own unless the settings name a database. One started
 * inside a test closes when that test finishes; a `beforeAll` must return its `close`.
 */
export async function startTestServer(settings: Settings = {}): Promise<TestServer> {
  const data = await openDataDirectory(settings)
  const server = await startServer(testConfig({ ...data.settings, ...settings }))
  return closedWithTest({
    ...reach(server.url),
    async close() {
      await server.close()
      await data.remove()
    },
  })
}

/**
 * Starts a server as a process of its own, which a test may signal. `close` is an ordinary SIGTERM.
 *
 * @param start how a shell starts it, such as `ulimit -n 1024 && exec`
 */
export function spawnServer(settings: Settings = {}, start = 'exec'): Promise<SpawnedServer> {
  return spawnProgram(resolve('src/main.ts'), settings, start)
}

/** The same with another `main.ts`, such as that of another version. @param flags of Node */
export async function spawnProgram(
  main: string,
  settings: Settings,
  start = 'exec',
  flags: readonly string[] = [],
): Promise<SpawnedServer> {
  const data = await openDataDirectory(settings)
  const command = ['-c', `${start} "$0" "$@"`, process.execPath, ...flags, main]
  const process_ = await spawnReady('sh', command, {
    env: { ...defaults, ...data.settings, ...settings, LOG_LEVEL: 'info' },
    ready: /"url":"(http:[^"]+)".*"listening"/,
    // Long, because a busy machine takes its time to start a server.
    readyMs: 60_000,
  })
  return closedWithTest({
    ...reach(process_.match[1] as string),
    process: process_,
    async close() {
      await process_.stop()
      await data.remove()
    },
  })
}

let matches = 0

/** A match id that no other test uses, because all servers of a run share one Redis. */
export function uniqueMatch(name = 'match'): string {
  matches += 1
  return `${name}-${process.pid}-${Date.now().toString(36)}-${matches}`
}

function reach(url: string): Pick<TestServer, 'url' | 'liveUrl' | 'call'> {
  return {
    url,
    liveUrl: `${url.replace('http', 'ws')}/v1/live`,
    async call(method, path, body) {
      const response = await fetch(`${url}${path}`, {
        method,
        ...(body !== undefined && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
      })
      const text = await response.text()
      const isJson = response.headers.get('content-type')?.includes('json')
      return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text }
    },
  }
}

async function openDataDirectory(settings: Settings): Promise<{ settings: Settings; remove(): Promise<void> }> {
  if (settings['DATABASE_URL'] || settings['DATA_DIR']) return { settings: {}, remove: async () => {} }
  const directory = await mkdtemp(join(tmpdir(), 'touchline-data-'))
  return {
    settings: { DATA_DIR: join(directory, 'data') },
    remove: () => rm(directory, { recursive: true, force: true, maxRetries: 3 }),
  }
}

function closedWithTest<T extends TestServer>(server: T): T {
  let closing: Promise<void> | undefined
  const close = () => {
    closing ??= server.close()
    return closing
  }
  if (isInTest()) onTestFinished(close)
  return { ...server, close }
}
