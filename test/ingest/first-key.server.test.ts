import { expect, inject, it } from 'vitest'
import { openCheckedApi } from '../http/checked-api.ts'
import { runCommand } from '../support/run-command.ts'
import { freshDatabase } from '../support/servers/fresh-database.ts'
import { startTestServer } from '../support/start-server.ts'

const cli = new URL('../../src/store/commands/feeds.ts', import.meta.url).pathname

it('[H5] the first key closes a server that took events from anyone on its machine, while it runs', async () => {
  const { url: DATABASE_URL } = await freshDatabase(inject('databaseUrl'))
  const { url } = await startTestServer({ DATABASE_URL })
  const anyone = await openCheckedApi(url)
  const match = await anyone.createMatch()
  const events = `/v1/matches/${match}/events`
  expect((await anyone.post(events, { id: 'a', type: 'corner' })).status).toBe(201)

  const { stdout } = await runCommand(process.execPath, [cli, 'create', 'opta'], { env: { DATABASE_URL } })

  const repeat = async () => (await anyone.post(events, { id: 'a', type: 'corner' })).status
  await expect.poll(repeat, { interval: 100 }).toBe(401)
  const opta = await openCheckedApi(url, { key: stdout.trim() })
  expect((await opta.post(events, { id: 'b', type: 'corner' })).status).toBe(201)
})
