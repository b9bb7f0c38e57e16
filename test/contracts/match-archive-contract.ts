import { describe, expect, it } from 'vitest'
import { encodeArchiveLine, parseArchiveLine } from '../../src/store/archive/archive-lines.ts'
import { ARCHIVED_TABLES, TABLE_NAMES } from '../../src/store/archive/match-archive.ts'
import type { Database } from '../../src/store/database.ts'
import { fixtureOf, foldedOf, keptOf, nextWrite, updateOf } from '../store/matches.ts'

export interface ArchiveWorld {
  /** The databases; archives of the first are written to the second. All tests share them. */
  readonly from: Database
  readonly to: Database
  /** The columns that a table has, of one of the two. */
  columnsOf(table: string): Promise<string[]>
}

/** What every MatchArchive does. */
export function matchArchiveContract(name: string, world: () => ArchiveWorld): void {
  let count = 0

  /** A match with a source in charge, a warning, a tombstone, a held event, and a shadow. */
  const create = async (
    id = `${name.replaceAll(' ', '-')}-${++count}`,
    changes: Parameters<typeof fixtureOf>[1] = {},
  ) => {
    const { matches } = world().from
    const fixture = fixtureOf(id, changes)
    await matches.create(fixture, foldedOf(fixture), 'e1', 5_000, 'maker')
    const match = await matches.read(id)
    if (match === undefined) throw new Error('it was created')
    const write = nextWrite(match)
    const { event: _, ...tombstone } = keptOf('gone', 1, { isDeleted: true })
    const kept = [keptOf('e1', 0, { isHeld: true, warnings: [{ code: 'x', detail: '"é" \\' }] }), tombstone]
    await matches.append({ ...write, match: { ...write.match, source: 'opta' }, kept })
    const sent = { source: 'scout', feed: 'pitch' } as const
    await matches.appendShadow({
      shadow: { match: id, source: 'scout', seq: 1, version: 7, fixture, folded: foldedOf(fixture), arrivals: 1 },
      replaces: undefined,
      kept: [keptOf('s1', 0, { ...sent, seq: 0 })],
      updates: [{ ...updateOf(1, { ...sent, eventId: 's1' }), score: { home: 0, away: 3 } }],
    })
    return id
  }

  const readLine = async (id: string) => {
    const archived = await world().from.archive.read(id)
    if (archived === undefined) throw new Error(`there is no match ${id}`)
    return parseArchiveLine(encodeArchiveLine(archived))
  }

  describe(`${name}: the archive`, () => {
    it('has every column of every table that tells of a match', async () => {
      for (const table of TABLE_NAMES) {
        expect(await world().columnsOf(table)).toEqual([...ARCHIVED_TABLES[table]].sort())
      }
    })

    it('carries a match to another database as it is, but under a later epoch', async () => {
      const id = await create()
      const { from, to } = world()
      expect(await to.archive.write(await readLine(id), 'e2', 9_000)).toBe(true)

      expect(await to.matches.read(id)).toEqual({ ...(await from.matches.read(id)), epoch: 'e2' })
      expect(await to.matches.readInitial(id)).toMatchObject({ state: (await from.matches.readInitial(id))?.state })
      for (const source of ['opta', 'scout']) {
        expect(await to.matches.readAllKept(id, source)).toEqual(await from.matches.readAllKept(id, source))
      }
      expect(await to.matches.readUpdates(id, 0, 10)).toEqual(await from.matches.readUpdates(id, 0, 10))
      expect(await to.matches.readShadow(id, 'scout')).toEqual(await from.matches.readShadow(id, 'scout'))
      expect(await to.matches.readHeadsChangedAfter({ changedAt: 8_999, match: '' }, 10)).toContainEqual({
        match: id,
        epoch: 'e2',
        seq: 1,
        changedAt: 9_000,
      })
      const seen = await to.archive.read(id)
      expect(seen?.tables.match_event).toHaveLength(3)
      expect(seen?.tables.match_shadow_update).toHaveLength(1)
    })

    it('finds the updates of an event that an older version wrote, which does not say which is the first', async () => {
      const id = await create()
      const { to } = world()
      const archived = await readLine(id)
      const events = archived.tables.match_event.map(({ first_seq: _, ...row }) => row)
      await to.archive.write({ ...archived, tables: { ...archived.tables, match_event: events } }, 'e2', 9_000)
      expect((await to.matches.readEventUpdates(id, 'opta', 'e1')).map(({ seq }) => seq)).toEqual([1])
      const match = await to.matches.read(id)
      if (match === undefined) throw new Error('it was written')
      const edit = { ...nextWrite(match, 'e1'), kept: [keptOf('e1', 0, { seq: 2 })] }
      expect(await to.matches.append(edit)).toBe(true)
      expect((await to.matches.readEventUpdates(id, 'opta', 'e1')).map(({ seq }) => seq)).toEqual([1, 2])
    })

    it('leaves a match alone that is there, and writes one that was deleted only under a later epoch', async () => {
      const id = await create()
      const { to } = world()
      const line = await readLine(id)
      expect(await to.archive.write(line, 'e2', 9_000)).toBe(true)
      expect(await to.archive.write(line, 'e3', 9_000)).toBe(false)
      const match = await to.matches.read(id)
      expect(match?.epoch).toBe('e2')
      await to.matches.remove({ match: id, epoch: 'e2', version: match?.version ?? 0 }, 'e4', 9_500)
      expect(await to.archive.write(line, 'e4', 9_600)).toBe(false)
      expect(await to.archive.read(id)).toBeUndefined()
      expect(await to.archive.write(line, 'e5', 9_600)).toBe(true)
      expect((await to.archive.read(id))?.tables.match_update).toHaveLength(1)
    })

    it('lists matches by id, page by page, those of a status and that start before a time', async () => {
      const { archive } = world().from
      for (const id of ['listed-b', 'listed-a', 'listed-c']) await create(id, { startsAt: id.charCodeAt(7) })
      const ids = async (query: object) => {
        const page = await archive.list({ after: 'listed-', limit: 3, ...query })
        return page.map(({ match }) => match).filter((match) => match.startsWith('listed-'))
      }
      expect(await ids({})).toEqual(['listed-a', 'listed-b', 'listed-c'])
      expect(await ids({ after: 'listed-a', limit: 1 })).toEqual(['listed-b'])
      expect(await ids({ startsBefore: 'b'.charCodeAt(0) })).toEqual(['listed-a'])
      expect(await ids({ statuses: ['live', 'final'], startsBefore: 99 })).toEqual(['listed-a', 'listed-b'])
      expect(await ids({ statuses: ['final'] })).toEqual([])
      expect(await archive.list({ after: 'listed-a', limit: 1 })).toMatchObject([
        { match: 'listed-b', sport: 'football', status: 'live', score: '1-0', startsAt: 98, seq: 1, source: 'opta' },
      ])
    })
  })
}
