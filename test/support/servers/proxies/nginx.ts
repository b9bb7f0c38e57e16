import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../../free-port.ts'
import { type LocalServer, startLocalServer } from '../../local-server.ts'
import { spawnReady } from '../../process.ts'
import { unpackDebianPackage } from '../../programs/debian-package.ts'
import { findOnPath } from '../../programs/find-on-path.ts'
import { firstAvailable } from '../../programs/first-available.ts'

export interface NginxProgram {
  readonly path: string
  readonly env: Record<string, string>
}

export function nginxProgram(): Promise<NginxProgram> {
  return firstAvailable<NginxProgram>('nginx', 'Install nginx.', [
    { name: 'PATH', get: async () => ({ path: findOnPath('nginx'), env: {} }) },
    {
      name: 'Debian package',
      async get() {
        const { root, env } = await unpackDebianPackage('nginx')
        return { path: join(root, 'usr/sbin/nginx'), env }
      },
    },
  ])
}

/** Directives of nginx for networks as they are met. */
export const NETWORKS = {
  /** A proxy that was never told of upgrades: it drops the header, and the server answers 426. */
  'knows no upgrades': '',
  'refuses upgrades': 'if ($http_upgrade) { return 403; }',
  /** Takes the upgrade and never answers. */
  'lets upgrades hang': 'if ($http_upgrade) { rewrite ^ /hang last; }',
  /** Keeps answers until they are whole, whatever the server asks for, as scanners do. */
  'buffers streams': `if ($http_upgrade) { return 403; }
      proxy_ignore_headers X-Accel-Buffering;
      proxy_buffering on;
      proxy_buffers 64 64k;
      proxy_buffer_size 64k;
      proxy_busy_buffers_size 128k;
      postpone_output 1m;`,
} as const

export interface NginxOptions {
  /** The server behind it. */
  readonly port: number
  readonly directives: string
  /** A connection on which nothing passes for so long is cut. */
  readonly cutAfterMs?: number
  /** For `lets upgrades hang`: a port that takes connections and says nothing. */
  readonly deafPort?: number
}

/** Starts a proxy between a browser and a server. */
export async function startNginx({
  port,
  directives,
  deafPort,
  cutAfterMs = 3_600_000,
}: NginxOptions): Promise<LocalServer> {
  const own = await freePort()
  return runNginx(
    `http://127.0.0.1:${own}`,
    `
  server {
    listen 127.0.0.1:${own};
    location / {
      proxy_pass http://127.0.0.1:${port};
      proxy_read_timeout ${cutAfterMs}ms;
      ${directives}
    }
    location = /hang {
      proxy_pass http://127.0.0.1:${deafPort ?? port};
      proxy_read_timeout 3600s;
    }
  }`,
  )
}

/** Runs nginx without root. @param http what its `http` block has; it listens at `url` */
export async function runNginx(url: string, http: string): Promise<LocalServer> {
  const { path, env } = await nginxProgram()
  const directory = await mkdtemp(join(tmpdir(), 'touchline-nginx-'))
  const folders = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${directory}/${name};`,
  )
  const file = join(directory, 'nginx.conf')
  await writeFile(
    file,
    `daemon off;
master_process off;
pid ${directory}/pid;
error_log stderr notice;
events { worker_connections 256; }
http {
  access_log off;
  ${folders.join('\n  ')}
${http}
}
`,
  )
  return startLocalServer({
    url,
    port: Number(new URL(url).port),
    directory,
    start: () =>
      spawnReady(path, ['-e', 'stderr', '-p', directory, '-c', file], {
        ready: /start|using|built/,
        env,
        scratch: directory,
      }),
  })
}
