import { expect, inject, it, onTestFinished } from 'vitest'
import { type ClockOwner, judgeClocks, judgeStepBack, readClock } from '../../src/doctor/judge-clocks.ts'
import { fixtureOf, foldedOf } from '../store/matches.ts'
import { openPostgresStore } from '../store/open-postgres-store.ts'
import { openFakeTime } from '../support/programs/faketime.ts'
import { runCommand } from '../support/run-command.ts'
import { freshDatabase } from '../support/servers/fresh-database.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

const cli = new URL('../../src/doctor/main.ts', import.meta.url).pathname
const HOUR_S = 3_600

async function doctor(aheadSeconds: number, url: string): Promise<string> {
  const { environment } = await openFakeTime(await temporaryDirectory(), aheadSeconds)
  const env = { ...environment, DATABASE_URL: url, REDIS_URL: inject('redisUrl') }
  return (await runCommand(process.execPath, ['--disable-warning=ExperimentalWarning', cli], { env })).stdout
}

it('names this machine if its clock alone is wrong, and nobody if all agree', async () => {
  const { url } = await freshDatabase(inject('databaseUrl'))
  const [right, fast, slow] = await Promise.all([0, HOUR_S, -HOUR_S].map((ahead) => doctor(ahead, url)))
  expect(right).toContain('ok    clocks    those of this machine, the database and Redis agree within 2 s')
  expect(fast).toMatch(
    /WARN {2}clocks {4}that of this machine is 3[56]\d\d\.\d s ahead of those of the database and Redis/,
  )
  expect(fast).toContain('→ let NTP set the clock of this machine')
  expect(slow).toMatch(
    /WARN {2}clocks {4}that of this machine is 3[56]\d\d\.\d s behind those of the database and Redis/,
  )
})

it('finds a clock of the database that was set back behind its own last change', async () => {
  const { url } = await freshDatabase(inject('databaseUrl'))
  const { connection, store } = await openPostgresStore(url)
  onTestFinished(() => connection.close())
  const changedAt = async (match: string, at: number) => {
    const fixture = fixtureOf(match)
    await store.create(fixture, foldedOf(fixture), 'e1', at)
  }
  await changedAt('m1', Date.now() - 60_000)
  expect(await doctor(0, url)).not.toContain('WARN  clocks')
  await changedAt('m2', Date.now() + HOUR_S * 1_000)
  expect(await doctor(0, url)).toMatch(
    /WARN {2}clocks {4}that of the database shows a time 3[56]\d\d\.\d s before its own last change/,
  )
})

it('counts only what an answer that took long leaves certain', () => {
  const ahead = (shownMs: number) => readClock('Redis', shownMs, 10_000, 15_000).aheadMs
  expect([9_000, 10_000, 12_500, 15_000, 17_000].map(ahead)).toEqual([-1_000, 0, 0, 0, 2_000])
})

it.each<[string, Record<string, number>, string]>([
  [
    'the database alone',
    { 'the database': 60_000, Redis: 10 },
    'that of the database is 60.0 s ahead of those of this machine and Redis',
  ],
  [
    'Redis alone',
    { 'the database': 0, Redis: -60_000 },
    'that of Redis is 60.0 s behind those of this machine and the database',
  ],
  ['one of two', { 'the database': -3_000 }, "that of the database is 3.0 s behind this machine's"],
  ['all of them', { 'the database': -3_000, Redis: 9_000 }, "that of Redis is 9.0 s ahead of this machine's"],
])('says what it knows when it is %s that is wrong', (_who, ahead, what) => {
  const clocks = Object.entries(ahead).map(([whose, aheadMs]) => ({ whose: whose as ClockOwner, aheadMs }))
  expect(judgeClocks(clocks)).toEqual([
    { kind: 'warning', subject: 'clocks', what: expect.stringContaining(what), change: expect.stringContaining('NTP') },
  ])
})

it('has nothing to say of a database within this process, or one that a moment ago was told a change', () => {
  expect(judgeClocks([])).toEqual([])
  expect(judgeStepBack(10_000, undefined)).toEqual([])
  expect(judgeStepBack(10_000, 12_000)).toEqual([])
  expect(judgeStepBack(10_000, 12_001)).toMatchObject([{ kind: 'warning' }])
})
