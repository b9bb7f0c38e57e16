import { chown, mkdtemp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { freePort } from '../../free-port.ts'
import { type LocalServer, startLocalServer } from '../../local-server.ts'
import { spawnReady } from '../../process.ts'
import { temporaryCacheDirectory } from '../../programs/cache.ts'
import { unpackDebianPackage } from '../../programs/debian-package.ts'
import { findOnPath } from '../../programs/find-on-path.ts'
import { firstAvailable } from '../../programs/first-available.ts'
import { openTemporaryRoot, unprivileged } from '../../programs/unprivileged.ts'

export interface PgbouncerOptions {
  readonly mode: 'transaction' | 'session' | 'statement'
  /** Lines of its configuration, over the defaults. */
  readonly settings?: Readonly<Record<string, string>>
}

/** Starts a pooler in front of a database; its `url` leads to that database. */
export async function startPgbouncer(
  databaseUrl: string,
  { mode, settings = {} }: PgbouncerOptions,
): Promise<LocalServer> {
  const { path, env } = await program()
  const { hostname, port: serverPort, pathname, username } = new URL(databaseUrl)
  const database = pathname.slice(1)
  const port = await freePort()
  const directory = await mkdtemp(join(await openTemporaryRoot(), 'touchline-pgbouncer-'))
  const user = unprivileged()
  if (user.uid !== undefined) await chown(directory, user.uid, user.gid)
  const lines = {
    listen_addr: '127.0.0.1',
    listen_port: String(port),
    unix_socket_dir: '',
    auth_type: 'any',
    pool_mode: mode,
    default_pool_size: '10',
    max_client_conn: '500',
    ...settings,
  }
  const file = join(directory, 'pgbouncer.ini')
  const target = `host=${hostname} port=${serverPort} dbname=${database} user=${username || 'postgres'}`
  const text = Object.entries(lines).map(([name, value]) => `${name} = ${value}`)
  await writeFile(file, `[databases]\n${database} = ${target}\n\n[pgbouncer]\n${text.join('\n')}\n`)
  return startLocalServer({
    url: `postgres://postgres@127.0.0.1:${port}/${database}`,
    port,
    directory,
    start: () =>
      spawnReady(path, [file], {
        ...user,
        env,
        cwd: directory,
        scratch: directory,
        ready: /process up/,
        stopSignal: 'SIGINT',
      }),
  })
}

function program(): Promise<{ readonly path: string; readonly env: Record<string, string> }> {
  return firstAvailable('pgbouncer', 'Install pgbouncer.', [
    { name: 'PATH', get: async () => ({ path: findOnPath('pgbouncer'), env: {} }) },
    {
      name: 'Debian package',
      async get() {
        // It refuses to run as root, and `nobody` cannot enter a home folder.
        const cache = temporaryCacheDirectory(await openTemporaryRoot())
        const { root, env } = await unpackDebianPackage('pgbouncer', cache)
        return { path: join(root, 'usr/sbin/pgbouncer'), env }
      },
    },
  ])
}
