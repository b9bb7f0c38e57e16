import { execFile } from 'node:child_process'
import { copyFile, mkdir, rename, rm, statfs, writeFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { freePort } from '../support/free-port.ts'
import { startPostgres } from '../support/servers/postgres.ts'
import { startRedis } from '../support/servers/redis.ts'
import { asArguments } from '../support/servers/redis-tls.ts'
import { goal, KICK_OFF } from './brokers.ts'
import type { Stage } from './stage.ts'

const run = promisify(execFile)

export async function restoreBackup(stage: Stage): Promise<void> {
  const folder = await stage.folder()
  const place = { DATABASE_URL: '', DATA_DIR: `${folder}/data`, PORT: '0' }
  const first = await stage.server('server', place)
  await stage.match(first)
  await stage.call('feed', first, 'POST /v1/matches/final/events', goal('g1'))
  await stage.command('backup', place, `${folder}/touchline.db`)
  await stage.call('feed', first, 'POST /v1/matches/final/events', goal('g2'))
  const viewer = await stage.viewer('viewer', first, 'final')
  await viewer.shows('2–0')

  stage.say('you', 'stop the server; mv data data.old; mkdir data; cp touchline.db data/; start it')
  await first.process.kill('SIGTERM')
  await rename(`${folder}/data`, `${folder}/data.old`)
  await mkdir(`${folder}/data`)
  await copyFile(`${folder}/touchline.db`, `${folder}/data/touchline.db`)
  const second = await stage.server('server', place)
  await stage.ready('server', second)
  stage.say('viewer', '(comes back with what it had: seq 3, of a history that is over)')
  const back = await stage.viewer('viewer', second, 'final', viewer.scoreboard)
  await back.shows('1–0')
  stage.say('feed', '(is asked for its whole timeline)')
  await stage.call('feed', second, 'PUT /v1/matches/final/timeline', [KICK_OFF, goal('g1'), goal('g2')])
  await back.shows('2–0')
}

/** Small enough to be filled at once, large enough for a database. */
const DISK_MB = 24

export async function fullDisk(stage: Stage): Promise<void> {
  const folder = await stage.folder()
  await run('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MB}m`, 'tmpfs', folder]).catch((error: Error) => {
    throw new Error(`this drill makes a small disk of its own, and needs the right to mount one: ${error.message}`)
  })
  stage.onClose(() => run('umount', ['-l', folder]))
  const server = await stage.server('server', { DATABASE_URL: '', DATA_DIR: `${folder}/data` })
  await stage.match(server)
  await stage.call('feed', server, 'POST /v1/matches/final/events', goal('g1'))
  const viewer = await stage.viewer('viewer', server, 'final')

  const { bavail, bsize } = await statfs(folder)
  stage.say('you', `something else writes ${Math.round((bavail * bsize) / 2 ** 20)} MB: the disk is full`)
  await fill(`${folder}/something-else`, bavail * bsize)
  // What is left of the last page takes a few more.
  for (let n = 0; n < 2_000; n += 1) {
    if ((await stage.ask(server, 'POST', '/v1/matches/final/events', goal(`x${n}`))).status !== 201) break
  }
  await stage.call('feed', server, 'POST /v1/matches/final/events', goal('g2', 'away'))
  await stage.ready('server', server)
  stage.say('viewer', `still shows ${viewer.score()}; reads go on:`)
  await stage.call('viewer', server, 'GET /v1/matches/final/status')

  stage.say('you', 'rm something-else')
  await rm(`${folder}/something-else`)
  await stage.until('the server is ready', async () => (await stage.ask(server, 'GET', '/readyz')).status === 200)
  await stage.ready('server', server)
  await stage.call('feed', server, 'POST /v1/matches/final/events', goal('g2', 'away'))
  await stage.until('the goal is shown', () => viewer.score().endsWith('–1'))
}

async function fill(file: string, bytes: number): Promise<void> {
  await writeFile(file, Buffer.alloc(bytes)).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOSPC') throw error
  })
}

export async function certificateEnded(stage: Stage): Promise<void> {
  const folder = await stage.folder()
  const authority = await makeAuthority(folder)
  await authority.sign('ended', ['-startdate', '20250101000000Z', '-enddate', '20260101000000Z'])
  await authority.sign('fresh', ['-days', '90'])
  const port = await freePort()
  const settings = [
    ['port', '0'],
    ['tls-port', String(port)],
    ['tls-cert-file', `${folder}/ended.crt`],
    ['tls-key-file', `${folder}/ended.key`],
    ['tls-ca-cert-file', `${folder}/ca.crt`],
    ['tls-auth-clients', 'no'],
  ] as const
  const [redis, postgres] = await Promise.all([startRedis({ port, args: asArguments(settings) }), startPostgres()])
  stage.onClose(() => Promise.all([redis.stop(), postgres.stop()]))
  const REDIS_URL = `rediss://127.0.0.1:${port}?cacert=${folder}/ca.crt`
  const { ingest, gateway } = await stage.installation({ DATABASE_URL: postgres.url, REDIS_URL })
  await stage.logged('gateway', /certificate has expired/)
  await stage.ready('gateway', gateway)
  await stage.match(ingest)
  const viewer = await stage.viewer('viewer', gateway, 'final')
  await stage.call('feed', ingest, 'POST /v1/matches/final/events', goal('g1'))
  await viewer.shows('1–0')

  stage.say('you', 'put the new certificate in the place of the old one; restart redis-server')
  for (const part of ['crt', 'key']) await copyFile(`${folder}/fresh.${part}`, `${folder}/ended.${part}`)
  await redis.restart()
  await stage.logged('gateway', /bus is up/)
  await stage.until('the gateway is ready', async () => (await stage.ask(gateway, 'GET', '/readyz')).status === 200)
  await stage.ready('gateway', gateway)
  await stage.call('feed', ingest, 'POST /v1/matches/final/events', goal('g2'))
  await viewer.shows('2–0')
}

/** One of this drill's own: certificates whose end is in the past cannot be kept in a repository for long enough. */
async function makeAuthority(folder: string) {
  const openssl = (...args: readonly string[]) => run('openssl', args, { cwd: folder })
  const config = `[ca]
default_ca=a
[a]
database=${folder}/index.txt
serial=${folder}/serial
new_certs_dir=${folder}
default_md=sha256
policy=p
copy_extensions=none
x509_extensions=e
[p]
commonName=supplied
[e]
subjectAltName=DNS:localhost,IP:127.0.0.1
`
  await Promise.all([
    writeFile(`${folder}/ca.cnf`, config),
    writeFile(`${folder}/index.txt`, ''),
    writeFile(`${folder}/serial`, '01'),
  ])
  await openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-days',
    '365',
    '-subj',
    '/CN=drill',
    '-keyout',
    'ca.key',
    '-out',
    'ca.crt',
  )
  return {
    async sign(name: string, life: readonly string[]): Promise<void> {
      await openssl(
        'req',
        '-new',
        '-newkey',
        'rsa:2048',
        '-nodes',
        '-subj',
        `/CN=${name}`,
        '-keyout',
        `${name}.key`,
        '-out',
        `${name}.csr`,
      )
      await openssl(
        'ca',
        '-batch',
        '-config',
        'ca.cnf',
        '-cert',
        'ca.crt',
        '-keyfile',
        'ca.key',
        ...life,
        '-in',
        `${name}.csr`,
        '-out',
        `${name}.crt`,
        '-notext',
      )
    },
  }
}
