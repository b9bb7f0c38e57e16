import { lookAtRoute } from '../../src/doctor/look-at-route.ts'
import { expect, it } from '../support/concurrent.ts'
import { freePort } from '../support/free-port.ts'
import { AUTHORITY, certificateFiles } from '../support/servers/certificates.ts'
import { startPostgres } from '../support/servers/postgres.ts'
import { startPostgresPair } from '../support/servers/postgres-pair.ts'

async function told(url: string): Promise<string[]> {
  const { findings } = await lookAtRoute(url)
  return findings.map(({ kind, what }) => `${kind} ${what}`)
}

it('says how the way to the database is protected', async () => {
  const { cert, key } = await certificateFiles('server')
  const { port, data } = await startPostgres({ settings: { ssl: 'on', ssl_cert_file: cert, ssl_key_file: key } })
  const ask = (search: string) => told(`postgres://postgres@localhost:${port}/postgres?${search}`)
  const encrypted = `ok reached at localhost:${port}, encrypted; `

  expect(await ask('sslmode=disable')).toEqual([`ok reached at localhost:${port}, not encrypted`])
  for (const search of ['', 'sslmode=require'])
    expect(await ask(search), search).toEqual([
      `${encrypted}who answers is not asked for a certificate (sslmode=verify-full does)`,
    ])
  expect(await ask(`sslmode=verify-ca&sslrootcert=${AUTHORITY}`)).toEqual([
    `${encrypted}its certificate is proven, but not the name in it`,
  ])
  expect(await ask(`sslmode=verify-full&sslrootcert=${AUTHORITY}`)).toEqual([`${encrypted}its certificate is proven`])
  const folder = data.replace(/\/data$/, '')
  expect(await told(`postgres:///postgres?host=${folder}&port=${port}&user=postgres`)).toEqual([
    `ok reached by the socket in ${folder}`,
  ])
})

it('names of several hosts the one that was found, one that stands by, and one that cannot be used', async () => {
  const pair = await startPostgresPair()
  const away = `127.0.0.1:${await freePort()}`
  const primary = new URL(pair.url).host
  expect(await told(`postgres://postgres@${away},${pair.replicaAddress},${primary}/postgres`)).toEqual([
    `ok reached at ${primary}, not encrypted`,
    `warning one of its hosts cannot be used: nothing listens at ${away} (ECONNREFUSED)`,
    `ok ${pair.replicaAddress} takes no writes now, and was passed over`,
  ])
})
