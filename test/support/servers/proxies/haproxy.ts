import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../../free-port.ts'
import { type LocalServer, startLocalServer } from '../../local-server.ts'
import { spawnReady } from '../../process.ts'
import { unpackDebianPackage } from '../../programs/debian-package.ts'
import { findOnPath } from '../../programs/find-on-path.ts'
import { firstAvailable } from '../../programs/first-available.ts'

export interface HaproxyProgram {
  readonly path: string
  readonly env: Record<string, string>
}

/** The configuration that we ship. */
export const CONFIGURATION = join(import.meta.dirname, '../../../../deploy/haproxy.cfg')

export function haproxyProgram(): Promise<HaproxyProgram> {
  return firstAvailable<HaproxyProgram>('haproxy', 'Install haproxy.', [
    { name: 'PATH', get: async () => ({ path: findOnPath('haproxy'), env: {} }) },
    {
      name: 'Debian package',
      async get() {
        const { root, env } = await unpackDebianPackage('haproxy')
        return { path: join(root, 'usr/sbin/haproxy'), env }
      },
    },
  ])
}

/** The ports of the servers behind it. */
export interface Backends {
  readonly ingest: readonly number[]
  readonly gateways: readonly number[]
}

/**
 * Starts a load balancer with our configuration; SIGUSR2 reloads it.
 *
 * @param certificate where it ends TLS, as docs/one-host.md has it: a file with a certificate and its key
 */
export async function startHaproxy(backends: Backends, certificate?: string): Promise<LocalServer> {
  const { path, env } = await haproxyProgram()
  const directory = await mkdtemp(join(tmpdir(), 'touchline-haproxy-'))
  const port = await freePort()
  const file = join(directory, 'haproxy.cfg')
  const tls = certificate === undefined ? '' : ` ssl crt ${certificate} alpn h2,http/1.1`
  await writeFile(file, await configure(`127.0.0.1:${port}${tls}`, backends))
  return startLocalServer({
    url: `${tls === '' ? 'http' : 'https'}://127.0.0.1:${port}`,
    port,
    directory,
    start: () =>
      spawnReady(path, ['-W', '-db', '-f', file], { ready: /Loading success|forked/, env, scratch: directory }),
  })
}

/** Our configuration, with these servers instead of the names that Docker resolves. */
async function configure(address: string, { ingest, gateways }: Backends): Promise<string> {
  const list = (ports: readonly number[]) => ports.map((each, n) => `server s${n} 127.0.0.1:${each}`).join('\n    ')
  const original = await readFile(CONFIGURATION, 'utf8')
  return original
    .replace('bind :8080', `bind ${address}`)
    .replaceAll(/server-template ingest .*/g, list(ingest))
    .replaceAll(/server-template gateway .*/g, list(gateways))
    .replaceAll(' resolvers docker init-addr none', '')
    .replaceAll(' slowstart 20s', '')
}
