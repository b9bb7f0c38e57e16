import { execFile } from 'node:child_process'
import { chown, mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { freePort } from '../free-port.ts'
import { type LocalServer, startLocalServer } from '../local-server.ts'
import { type ReadyProcess, spawnReady } from '../process.ts'
import { dockerSource } from '../programs/docker.ts'
import { firstAvailable, type SharedServer, type Source } from '../programs/first-available.ts'
import { type PostgresPrograms, postgresPrograms } from '../programs/postgres-programs.ts'
import { openTemporaryRoot, unprivileged } from '../programs/unprivileged.ts'
import { copyEmptyCluster } from './empty-cluster.ts'

const run = promisify(execFile)

// A file of tests opens several pools, and files run side by side.
const maxConnections = 200
const advice =
  'Set TEST_DATABASE_URL, start Docker, install postgresql, or run npm ci with the development dependencies.'

/** The Postgres that a whole test run shares. */
export async function openTestPostgres(): Promise<SharedServer> {
  const url = process.env['TEST_DATABASE_URL']
  if (url) return { url, from: 'TEST_DATABASE_URL', stop: async () => {} }
  const docker = dockerSource({
    image: 'postgres:15',
    port: 5432,
    command: ['postgres', '-c', `max_connections=${maxConnections}`, '-c', 'fsync=off'],
    environment: { POSTGRES_HOST_AUTH_METHOD: 'trust' },
    // The first start only sets up the database, and listens on no TCP port.
    readyLog: /ready to accept connections/,
    readyTimes: 2,
    toUrl: (host) => `postgres://postgres@${host}/postgres`,
  })
  const local = postgresPrograms.map(
    (source): Source<SharedServer> => ({
      name: source.name,
      async get() {
        const programs = await source.get()
        const { url, stop } = await start(programs)
        return { url, from: programs.bin, stop }
      },
    }),
  )
  return firstAvailable('Postgres', advice, [docker, ...local])
}

/**
 * Starts a Postgres that the calling test may kill, pause and restart; a second or two. Its data survives a restart.
 *
 * Always a process of this machine, never a container: a test can signal it. A paused one lets no new connection in,
 * but the connections that are open go on: each is a process of its own.
 *
 * @param options.settings of postgresql.conf, over those that make tests fast
 * @param options.follows a server that is stopped: this one begins with a copy of its data, and starts it again
 */
export async function startPostgres(options: PostgresOptions = {}): Promise<LocalPostgres> {
  return start(await firstAvailable('initdb and postgres', 'Install postgresql.', postgresPrograms), options)
}

interface PostgresOptions {
  readonly settings?: Readonly<Record<string, string>>
  readonly follows?: LocalPostgres
}

export interface LocalPostgres extends LocalServer {
  /** The folder of its data. */
  readonly data: string
}

async function start(
  programs: PostgresPrograms,
  { settings: own = {}, follows }: PostgresOptions = {},
): Promise<LocalPostgres> {
  const { bin, env } = programs
  const port = await freePort()
  const directory = await mkdtemp(join(await openTemporaryRoot(), 'touchline-postgres-'))
  const user = unprivileged()
  if (user.uid !== undefined) await chown(directory, user.uid, user.gid)
  const data = join(directory, 'data')
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: directory,
    max_connections: String(maxConnections),
    // Data survives the death of the process, not of the machine. A test cannot cause more, and this is twice as fast.
    fsync: 'off',
    full_page_writes: 'off',
    // In its folder, which is removed: what a killed one has in /dev/shm would stay for ever.
    dynamic_shared_memory_type: 'mmap',
    ...own,
  }
  const args = ['-D', data, '-p', String(port), ...Object.entries(settings).flatMap(([k, v]) => ['-c', `${k}=${v}`])]
  const options = {
    ...user,
    env,
    cwd: directory,
    scratch: directory,
    ready: /ready to accept (read-only )?connections/,
    stopSignal: 'SIGINT' as const, // "fast": disconnects clients instead of waiting for them
  }
  let isInitialized = false
  const server = await startLocalServer({
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    port,
    directory,
    async start() {
      if (!isInitialized && follows !== undefined) {
        await run('cp', ['-a', follows.data, data])
        await run('touch', [join(data, 'standby.signal')], user)
        // It lets nobody in before it has heard from its primary.
        await follows.restart()
        isInitialized = true
      } else if (!isInitialized) {
        await copyEmptyCluster(programs, data)
        isInitialized = true
      }
      return withConnections(await spawnReady(join(bin, 'postgres'), args, options))
    },
  })
  // Not a copy of its properties: the process is another one after a restart.
  return Object.assign(server, { data })
}

/**
 * Its connections are processes of their own. After a SIGKILL one that is at work goes on until it has nothing to do: meanwhile it may take
 * another write, and nothing else can use its memory.
 */
function withConnections(server: ReadyProcess): ReadyProcess {
  return {
    ...server,
    async kill(signal) {
      await server.kill(signal)
      if (signal === 'SIGKILL') await server.closed
    },
  }
}
