import { expect, it, onTestFinished } from 'vitest'
import { createRecorder } from '../../src/ingest/record-event.ts'
import type { MatchStore } from '../../src/store/match-store.ts'
import { add, fixture, from, goal } from '../ingest/writer/recorder-world.ts'
import { openSqliteStore } from '../store/open-sqlite-store.ts'
import { type Audit, auditMatch } from './audit.ts'
import type { SentEvent } from './feeds/feed-request.ts'
import type { Lost } from './world/kept-rows.ts'

const MATCH = 'm'
const IDS = ['g1', 'g2', 'g3']
const SEQS = new Map(IDS.map((id, index) => [id, index + 1]))

interface Case {
  /** Events of which the database has neither the update nor anything else. */
  readonly gone?: readonly string[]
  /** Updates that we took. */
  readonly taken?: readonly string[]
  /** Events that the feed leaves alone, because something of them was lost. */
  readonly loose?: readonly string[]
  /** What the feed was answered, where that is not what the log has. */
  readonly answers?: Readonly<Record<string, SentEvent['changes']>>
}

/** A match with three goals, as its feed was answered, held against a database that lacks some of it. */
async function audit({ gone = [], taken = [], loose = [], answers = {} }: Case): Promise<Audit> {
  const { database, store: whole } = openSqliteStore()
  onTestFinished(() => database.close())
  const recorder = createRecorder({ store: whole, publish() {} })
  await recorder.putFixture(fixture(MATCH), from('local'))
  for (const id of IDS) await recorder.record(MATCH, from('local'), [add(goal(id))])
  const lacking: MatchStore = {
    ...whole,
    readUpdates: async (match, after, limit) =>
      (await whole.readUpdates(match, after, limit)).filter(({ seq }) => !gone.some((id) => SEQS.get(id) === seq)),
    readAllKept: async (match, source) =>
      (await whole.readAllKept(match, source)).filter(({ id }) => !gone.includes(id)),
  }
  const sent = new Map(IDS.map((id): [string, SentEvent] => [id, sentEvent(id, loose.includes(id), answers[id])]))
  const position = { epoch: 'e', seq: 0 }
  const loss: Lost = { match: MATCH, was: position, is: position, updates: taken, events: [] }
  return auditMatch(lacking, { match: MATCH, feeds: [{ source: 'local', sent }], losses: [loss] })
}

function sentEvent(
  id: string,
  isLoose: boolean,
  changes: SentEvent['changes'] = [{ kind: 'add', seq: SEQS.get(id) ?? 0 }],
): SentEvent {
  return {
    event: { id, type: 'goal', team: 'home' },
    hasContent: true,
    isDeleted: false,
    changes,
    isBusy: false,
    isUnclear: isLoose,
    isLoose,
  }
}

it('finds nothing where the database has what its feed was answered', async () => {
  expect(await audit({})).toMatchObject({ updates: 3, lost: [], duplicated: [], wrong: [] })
})

it('misses an update, and an event, that nobody took', async () => {
  const { lost, wrong } = await audit({ gone: ['g3'] })
  expect(lost).toEqual([expect.stringContaining('add g3 was answered with seq 3')])
  expect(wrong).toContain('m: g3 is not kept')
})

it('does not miss what was taken, and misses everything beside it', async () => {
  const taken = await audit({ gone: ['g3'], taken: ['3 add g3'], loose: ['g3'] })
  expect(taken.lost).toEqual([])
  expect(taken.wrong.filter((text) => text.includes('kept'))).toEqual([])
  const more = await audit({ gone: ['g2', 'g3'], taken: ['3 add g3'], loose: ['g3'] })
  expect(more.lost).toEqual([expect.stringContaining('add g2 was answered with seq 2')])
})

it('misses an event of which only another change was taken', async () => {
  const { wrong } = await audit({ gone: ['g3'], taken: ['4 edit g3'], loose: ['g3'] })
  expect(wrong).toContain('m: g3 is not kept, though the database did not lose it')
})

it('finds an update that was answered to nobody, unless something of its event was lost', async () => {
  const answers = { g2: [] }
  expect((await audit({ answers })).duplicated).toEqual(['m: add g2 at seq 2 was answered to nobody'])
  expect((await audit({ answers, loose: ['g2'] })).duplicated).toEqual([])
})

it('takes an update without an answer of its own where the event was answered in the shadow', async () => {
  expect((await audit({ answers: { g2: [{ kind: 'add' }] } })).duplicated).toEqual([])
})
