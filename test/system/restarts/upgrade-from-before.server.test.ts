import { execFile } from 'node:child_process'
import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, inject, it, vi } from 'vitest'
import { freshDatabase } from '../../support/servers/fresh-database.ts'
import { connectClient } from '../../support/socket-client.ts'
import { type SpawnedServer, spawnProgram, spawnServer, uniqueMatch } from '../../support/start-server.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'

// Three starts of a server, one of them without anything compiled.
vi.setConfig({ testTimeout: 240_000 })

const run = promisify(execFile)

/** The version before keys in Redis had the name of the installation. It needs `@fastify/rate-limit`, which is why that is still installed. */
const BEFORE = 'e83260220f42599fa7c49a993abc227e8bd1cee8'
const FIXTURE = { sport: 'football', home: { name: 'Reds' }, away: { name: 'Blues' } }

/** @returns its main.ts, which runs with the packages of this version; or why it cannot be had */
async function checkOutBefore(): Promise<{ readonly main: string } | { readonly missing: string }> {
  const cwd = join(import.meta.dirname, '../../..')
  const git = await run('git', ['cat-file', '-e', `${BEFORE}^{commit}`], { cwd }).catch((error: Error) => error)
  if (git instanceof Error) return { missing: git.message.trim() }
  // Not cached: the link to the packages would be that of another checkout, which may be gone.
  const folder = await temporaryDirectory()
  const unpack = `git archive ${BEFORE} src migrations package.json | tar -x -C "$0"`
  await run('bash', ['-o', 'pipefail', '-c', unpack, folder], { cwd })
  await symlink(join(cwd, 'node_modules'), join(folder, 'node_modules'))
  return { main: join(folder, 'src/main.ts') }
}

async function post(server: SpawnedServer, match: string, id: string, team: 'home' | 'away'): Promise<void> {
  const answer = await server.call('POST', `/v1/matches/${match}/events`, { id, type: 'goal', team })
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
}

it('the version before and this one serve one database and one Redis side by side, and either takes over alone', async ({
  skip,
}) => {
  const checkedOut = await checkOutBefore()
  if ('missing' in checkedOut) {
    const reason = `SKIPPED: this clone lacks commit ${BEFORE}, the version before; "git fetch --unshallow" brings it (${checkedOut.missing})`
    console.warn(reason)
    return skip(reason)
  }
  const { main: before } = checkedOut
  const { url } = await freshDatabase(inject('databaseUrl'))
  const settings = { DATABASE_URL: url, REDIS_URL: inject('redisUrl') }
  const match = uniqueMatch('upgrade')
  const old = await spawnProgram(before, settings)
  expect((await old.call('PUT', `/v1/matches/${match}`, FIXTURE)).status).toBe(201)
  await post(old, match, 'a1', 'home')
  const ofOld = await connectClient(old.liveUrl)
  await ofOld.subscribe(match)

  // It migrates the database under the one that runs.
  const current = await spawnServer(settings)
  const ofCurrent = await connectClient(current.liveUrl)
  await ofCurrent.subscribe(match)
  for (const n of [2, 3, 4, 5]) {
    await post(n % 2 === 0 ? current : old, match, `a${n}`, n % 2 === 0 ? 'away' : 'home')
    await Promise.all([ofOld.reaches(match, n), ofCurrent.reaches(match, n)])
  }
  const state = { seq: 5, state: { score: { home: 3, away: 2 } } }
  for (const server of [old, current]) {
    expect((await server.call('GET', `/v1/matches/${match}`)).body).toMatchObject(state)
  }
  expect(ofOld.scoreboard.get(match)?.state).toEqual(ofCurrent.scoreboard.get(match)?.state)

  // Taken back: the version before starts on the newer schema, and goes on alone.
  await Promise.all([old.close(), current.close()])
  const again = await spawnProgram(before, settings)
  expect((await again.call('GET', `/v1/matches/${match}`)).body).toMatchObject(state)
  await post(again, match, 'a6', 'away')
  await again.close()

  // And forward once more, from what Redis has of neither.
  const last = await spawnServer(settings)
  expect((await last.call('GET', `/v1/matches/${match}`)).body).toMatchObject({ seq: 6, state: { score: { away: 3 } } })
  const viewer = await connectClient(last.liveUrl)
  await viewer.subscribe(match)
  await post(last, match, 'a7', 'home')
  await viewer.reaches(match, 7)
  expect(viewer.scoreboard.get(match)?.state).toMatchObject({ score: { home: 4, away: 3 } })
})
