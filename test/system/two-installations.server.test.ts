import { expect, inject, it } from 'vitest'
import { runCommand } from '../support/run-command.ts'
import { freshDatabase } from '../support/servers/fresh-database.ts'
import { connectClient } from '../support/socket-client.ts'
import { startTestServer, uniqueMatch } from '../support/start-server.ts'

const FIXTURE = { sport: 'football', home: { name: 'Reds' }, away: { name: 'Blues' } }

async function startInstallation(settings: Record<string, string> = {}) {
  const { url } = await freshDatabase(inject('databaseUrl'))
  return startTestServer({ DATABASE_URL: url, REDIS_URL: inject('redisUrl'), ...settings })
}

it('two installations on one Redis never show each other their scores', async () => {
  const [production, staging] = await Promise.all([startInstallation(), startInstallation()])
  const match = uniqueMatch('shared')
  const path = `/v1/matches/${match}`
  for (const server of [production, staging]) expect((await server.call('PUT', path, FIXTURE)).status).toBe(201)
  const viewer = await connectClient(production.liveUrl)
  await viewer.subscribe(match)

  for (const n of [1, 2, 3]) await staging.call('POST', `${path}/events`, { id: `s${n}`, type: 'goal', team: 'away' })
  await production.call('POST', `${path}/events`, { id: 'p1', type: 'goal', team: 'home' })

  await viewer.reaches(match, 1)
  expect((await production.call('GET', path)).body).toMatchObject({ seq: 1, state: { score: { home: 1, away: 0 } } })
  expect(viewer.scoreboard.get(match)?.state).toMatchObject({ score: { home: 1, away: 0 } })
  expect((await staging.call('GET', path)).body).toMatchObject({ seq: 3, state: { score: { home: 0, away: 3 } } })
  // Nor count each other's viewers and gateways.
  const status = await staging.call('GET', `${path}/status`)
  expect(status.body.viewers ?? 0).toBe(0)
})

it('a copy of a database becomes an installation of its own by a command, and the rules for Redis are printed', async () => {
  const { url } = await freshDatabase(inject('databaseUrl'))
  const env = { DATABASE_URL: url, REDIS_PREFIX: 'scores:' }
  const run = (...args: string[]) => runCommand('npm', ['run', '--silent', ...args], { env, cwd: process.cwd() })
  const idOf = (text: string) => /scores:([0-9a-f]{12}):/.exec(text)?.[1]
  const first = await run('redis-acl')
  expect(first).toMatchObject({ code: 0, stderr: '' })
  expect(first.stdout).toMatch(
    /^ACL SETUSER touchline reset on >PASSWORD ~scores:[0-9a-f]{12}:\* &scores:[0-9a-f]{12}:\* -@all \+eval /,
  )
  const withSentinels = await runCommand('npm', ['run', '--silent', 'redis-acl'], {
    env: { ...env, REDIS_URL: 'redis+sentinel://s1/scores' },
    cwd: process.cwd(),
  })
  expect(withSentinels).toMatchObject({ stdout: first.stdout, stderr: expect.stringContaining('-@all +sentinel|') })

  const renewed = await run('migrate', '--', '--new-installation')

  expect(renewed.stdout).toMatch(/the installation is [0-9a-f]{12} now\n$/)
  expect(idOf((await run('redis-acl')).stdout)).not.toBe(idOf(first.stdout))
  expect((await run('migrate', '--', '--new')).code).toBe(2)
})
