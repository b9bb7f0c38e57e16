import { expect, it } from 'vitest'
import { createRecorder } from '../../src/ingest/record-event.ts'
import { readerOfAdd } from '../../src/ingest/routes/read-change.ts'
import { parseFixture } from '../../src/sports/contract/reading/parse-fixture.ts'
import { sports } from '../../src/sports/registry.ts'
import type { MatchStore } from '../../src/store/match-store.ts'

const FIXTURE = { sport: 'football', home: { name: 'Reds' }, away: { name: 'Blues' } }
/** Writes to the board: the row of the match, or its log. */
const WRITES_BOARD = /\b(insert\s+into|update|delete\s+from)\s+match(_update)?\b(?!_)/i
const LOCKS = /\bfor\s+(share|update|no\s+key\s+update)\b/i

/** `[H7]` What a shadow writes, seen in the SQL. @param open a store that tells of each statement that it runs */
export function shadowSqlContract(open: (told: (text: string) => void) => Promise<MatchStore>): void {
  it('[H7] an event of a shadow writes no row of the board and, once it has begun, locks none', async () => {
    const statements: string[] = []
    const store = await open((text) => statements.push(text))
    const recorder = createRecorder({ store, publish() {} })
    await recorder.putFixture(parseFixture('m', FIXTURE, sports), { feed: 'opta', source: 'opta' })
    const post = (source: string, id: string) =>
      recorder.record('m', { feed: source, source }, [readerOfAdd({ id, type: 'goal', team: 'home' })])
    const statementsOf = async (source: string, id: string) => {
      statements.length = 0
      await post(source, id)
      return [...statements]
    }

    // The pattern finds what it is to find.
    expect((await statementsOf('opta', 'g1')).some((text) => WRITES_BOARD.test(text))).toBe(true)
    const first = await statementsOf('scout', 's1')
    const next = [...(await statementsOf('scout', 's2')), ...(await statementsOf('scout', 's1'))]
    expect(first.length).toBeGreaterThan(0)
    expect([...first, ...next].filter((text) => WRITES_BOARD.test(text))).toEqual([])
    expect(next.filter((text) => LOCKS.test(text))).toEqual([])
    expect(await store.readShadow('m', 'scout')).toMatchObject({ arrivals: 2 })

    // And the one in charge takes as few statements as without it.
    const alone = await statementsOf('opta', 'g2')
    expect(alone.filter((text) => /match_shadow/.test(text))).toEqual([])
  })
}
