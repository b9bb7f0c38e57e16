import { execFile } from 'node:child_process'
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseEnv, promisify } from 'node:util'
import { expect, it } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { promtool } from '../support/programs/promtool.ts'
import { certificateFiles } from '../support/servers/certificates.ts'
import { haproxyProgram } from '../support/servers/proxies/haproxy.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'
import { shellBlocks } from '../walk/shell-blocks.ts'

const run = promisify(execFile)
const ROOT = join(import.meta.dirname, '../..')

async function blocks(): Promise<string[]> {
  return shellBlocks(await readFile(join(ROOT, 'docs/one-host.md'), 'utf8'))
}

it('has blocks that a shell can read', async () => {
  const all = await blocks()
  expect(all.length).toBeGreaterThan(12)
  // Read alone: they would set up this machine. Should a shell run them all the same, it ends at once.
  const script = ['exit 1', ...all].join('\n')
  await expect(run('bash', ['-n', '-c', script])).resolves.toMatchObject({ stderr: '' })
})

it('makes of deploy/haproxy.cfg one that names the replicas and ends TLS, and adds a gateway to it', async () => {
  const directory = await temporaryDirectory()
  const { path, env } = await haproxyProgram()
  const { cert, key } = await certificateFiles('server')
  await mkdir(join(directory, 'etc'))
  const certificate = join(directory, 'etc/scores.pem')
  await writeFile(certificate, `${await readFile(cert, 'utf8')}${await readFile(key, 'utf8')}`)
  const own = (text: string) =>
    text.replaceAll('/etc/haproxy/', `${directory}/etc/`).replaceAll('/opt/touchline/', `${ROOT}/`)
  const [make = '', add = ''] = (await blocks()).flatMap(
    (block) =>
      /^sed -e 's\/\^global.*?haproxy\.cfg$/ms.exec(block)?.[0] ?? /^sed -i .*haproxy\.cfg$/m.exec(block)?.[0] ?? [],
  )
  const file = join(directory, 'etc/haproxy.cfg')
  const check = () => run(path, ['-c', '-f', file], { env: { ...process.env, ...env } })
  const servers = async () =>
    [...(await readFile(file, 'utf8')).matchAll(/^ {4}server (\S+ \S+)/gm)].map(([, it]) => it)

  await run('bash', ['-c', own(make)])
  // Not every machine has the user of Debian's package, and only root may become it.
  await writeFile(file, (await readFile(file, 'utf8')).replace(/^ {4}(user|group) haproxy\n/gm, ''))
  await expect(check()).resolves.toBeDefined()
  const gateways = [1, 2, 3].map((n) => `gateway-809${n} 127.0.0.1:809${n}`)
  const ingests = [1, 2].map((n) => `ingest-808${n} 127.0.0.1:808${n}`)
  expect(await servers()).toEqual([...ingests, ...ingests, ...gateways, ...gateways])
  expect(await readFile(file, 'utf8')).toContain(`bind :8443 ssl crt ${certificate}`)

  await run('bash', ['-c', own(add)])
  await expect(check()).resolves.toBeDefined()
  expect((await servers()).filter((name) => name === 'gateway-8094 127.0.0.1:8094')).toHaveLength(2)
})

it('starts replicas whose settings can be read, and Prometheus asks each of them', async () => {
  const directory = await temporaryDirectory()
  const all = (await blocks()).join('\n').replaceAll('/etc/touchline/', `${directory}/`)
  const make = all.match(/^for port in .* > .*\.env; done$/gm) ?? []
  await run('bash', ['-c', make.join('\n')])
  const files = (await readdir(directory)).filter((name) => name.endsWith('.env'))
  const replicas = await Promise.all(
    files.map(async (name) => {
      const own = parseEnv(await readFile(join(directory, name), 'utf8'))
      const shared = { DATABASE_URL: 'postgres://h/d', REDIS_URL: 'rediss://h', TRUST_PROXY: '127.0.0.1' }
      return { name, config: readConfig({ ...shared, ...own }) }
    }),
  )
  expect(replicas.map(({ name, config }) => name === `${config.role}-${config.port}.env`)).toEqual(Array(5).fill(true))

  const configuration = /<<'YML'\n(.*?)^YML$/ms.exec(all)?.[1] ?? ''
  const targets = [...configuration.matchAll(/127\.0\.0\.1:(\d+)/g)].map(([, port]) => Number(port))
  expect(targets).toEqual(replicas.map(({ config }) => config.internal?.port).sort())
  const file = join(directory, 'prometheus.yml')
  await writeFile(file, configuration)
  await copyFile(join(ROOT, 'deploy/prometheus/alerts.yml'), join(directory, 'alerts.yml'))
  expect(await promtool(['check', 'config', file])).toMatchObject({ code: 0 })
})
