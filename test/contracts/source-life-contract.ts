import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { Database } from '../../src/store/database.ts'
import type { HeardSource } from '../../src/store/source-life.ts'
import { fixtureOf, foldedOf, keptOf, nextWrite, updateOf } from '../store/matches.ts'

/** A live match that `opta` is in charge of, with `score`, and which `scout` tells as well. */
export async function createShared({ matches }: Database, match = 'm', scout = { home: 1, away: 0 }): Promise<void> {
  const fixture = fixtureOf(match)
  await matches.create(fixture, foldedOf(fixture), 'e', 1)
  const stored = await matches.read(match)
  if (stored === undefined) throw new Error('it was created')
  const write = nextWrite(stored)
  await matches.append({ ...write, match: { ...write.match, source: 'opta' } })
  const folded = foldedOf(fixture, { status: 'live', score: scout })
  await matches.appendShadow({
    shadow: { match, source: 'scout', seq: 2, version: 1, fixture, folded, arrivals: 2 },
    replaces: undefined,
    kept: [keptOf('s', 0, { source: 'scout', seq: 0 })],
    updates: [
      { ...updateOf(1, { at: 100, source: 'scout' }), score: { home: 0, away: 1 } },
      { ...updateOf(2, { at: 200, source: 'scout' }), score: scout },
    ],
  })
}

/**
 * What every SourceLifeStore does.
 *
 * @param fresh an empty database; each test gets its own, because the presence of ingest is one for all
 */
export function sourceLifeContract(name: string, fresh: () => Promise<Database>): void {
  const heard = (source: string, changes: Partial<HeardSource> = {}): HeardSource => ({
    source,
    agoMs: 0,
    isHeartbeat: false,
    ...changes,
  })
  const WATCHED = { isHeartbeat: true }
  const options = { staleMs: 1_000, gapMs: 60_000 }

  /** A database that ingest has reached for longer than `staleMs`. */
  const open = async () => {
    const database = await fresh()
    await database.sources.beat([], { staleMs: 20, gapMs: 60_000 })
    await pause(30)
    return database
  }

  describe(name, () => {
    it('[H7] a source under watch that is silent is stale, until it is heard', async () => {
      const { sources } = await open()
      await sources.beat([heard('opta', WATCHED), heard('quiet')], options)
      const short = { ...options, staleMs: 20 }
      await pause(30)

      const [stale, ...others] = await sources.beat([heard('scout', WATCHED)], short)
      expect(stale).toMatchObject({ source: 'opta', heardAt: expect.any(Number), staleAt: expect.any(Number) })
      expect(Math.abs((stale?.staleAt ?? 0) - Date.now())).toBeLessThan(5_000)
      // One that sent no heartbeat is not watched: it may have nothing to say.
      expect(others).toEqual([{ source: 'scout', heardAt: expect.any(Number) }])

      const again = await sources.beat([heard('opta')], short)
      expect(again.find(({ source }) => source === 'opta')).not.toHaveProperty('staleAt')
    })

    it('[H7] what was heard some time ago counts as of then, and never as older than what is known', async () => {
      const { sources } = await open()
      const [now] = await sources.beat([heard('opta', { ...WATCHED, agoMs: 5_000 })], { ...options, staleMs: 60_000 })
      expect(Math.abs((now?.heardAt ?? 0) - (Date.now() - 5_000))).toBeLessThan(4_000)
      const [later] = await sources.beat([heard('opta', { agoMs: 50_000 })], { ...options, staleMs: 60_000 })
      expect(later?.heardAt).toBe(now?.heardAt)
    })

    it('[H7] silence while no ingest reached the database is not the source’s', async () => {
      const { sources } = await open()
      await sources.beat([heard('opta', WATCHED)], options)
      await pause(40)
      // Nobody has called for longer than the gap.
      const short = { staleMs: 30, gapMs: 20 }
      expect((await sources.beat([], short))[0]).not.toHaveProperty('staleAt')
      for (let n = 0; n < 8; n += 1) {
        await pause(8)
        await sources.beat([], { ...short, gapMs: 10_000 })
      }
      expect((await sources.beat([], { ...short, gapMs: 10_000 }))[0]).toHaveProperty('staleAt')
    })

    it('[H7] tells which of the matches asked for have a silent source in charge', async () => {
      const database = await open()
      const { sources } = database
      await createShared(database, 'm')
      await createShared(database, 'other')
      expect(await sources.readStaleMatches(['m'])).toEqual([])
      await sources.beat([heard('opta', WATCHED)], options)
      await pause(30)
      await sources.beat([], { ...options, staleMs: 20 })
      expect(await sources.readStaleMatches(['m', 'nobody'])).toEqual([{ match: 'm', at: expect.any(Number) }])
      expect(await sources.readStaleMatches([])).toEqual([])
    })

    it('[H7] tells which matches others could take over, and what they told at a time', async () => {
      const database = await open()
      const { sources } = database
      await createShared(database, 'b')
      await createShared(database, 'a')
      expect(await sources.readSharedMatches('opta', 10)).toEqual(['a', 'b'])
      expect(await sources.readSharedMatches('opta', 1)).toEqual(['a'])
      expect(await sources.readSharedMatches('scout', 10)).toEqual([])
      const scores = [99, 100, 199, 200, 999].map((at) => sources.readShadowScore('a', 'scout', at))
      expect(await Promise.all(scores)).toEqual(['0-0', '0-1', '0-1', '1-0', '1-0'])
    })

    it('[H7] tells which sources have told different scores for long enough, unless one of them is stale', async () => {
      const database = await open()
      const { sources } = database
      await createShared(database, 'same')
      await createShared(database, 'differs', { home: 0, away: 5 })
      expect(await sources.compareScores(60_000)).toEqual([])
      const [found, ...more] = await sources.compareScores(0)
      expect(found).toEqual({ match: 'differs', source: 'scout', inCharge: 'opta', since: expect.any(Number) })
      expect(more).toEqual([])
      expect(await sources.compareScores(0)).toEqual([found])
      expect(await sources.readSources('differs')).toEqual([
        { source: 'opta', isInCharge: true, isWatched: false },
        { source: 'scout', isInCharge: false, isWatched: false, differsSince: found?.since },
      ])

      await sources.beat([heard('scout', WATCHED)], options)
      await pause(30)
      await sources.beat([], { ...options, staleMs: 20 })
      expect(await sources.compareScores(0)).toEqual([])
      expect((await sources.readSources('differs'))[1]).toMatchObject({
        source: 'scout',
        isWatched: true,
        heardAt: expect.any(Number),
        staleAt: expect.any(Number),
      })
      expect(await sources.readSources('nobody')).toEqual([])
    })

    it('[H7] is called by many replicas at once', async () => {
      const { sources } = await open()
      const names = Array.from({ length: 40 }, (_, n) => `s${n}`)
      await Promise.all(
        Array.from({ length: 8 }, (_, n) =>
          sources.beat(
            (n % 2 ? names : names.toReversed()).map((source) => heard(source, WATCHED)),
            options,
          ),
        ),
      )
      expect(await sources.beat([], options)).toHaveLength(40)
    })

    it('[H7] is called by many replicas at once, of which each has heard a source that falls silent for the others', async () => {
      const { sources } = await open()
      const all = Array.from({ length: 8 }, (_, n) => heard(`s${n}`, WATCHED))
      for (let round = 0; round < 12; round += 1) {
        await sources.beat(all, options)
        const beats = all.map((one) => sources.beat([one], { ...options, staleMs: 0 }))
        expect((await Promise.allSettled(beats)).filter(({ status }) => status === 'rejected')).toEqual([])
      }
    })
  })
}
