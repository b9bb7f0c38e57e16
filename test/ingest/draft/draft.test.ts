import { expect, it } from 'vitest'
import { Draft, type Drafted, type Told } from '../../../src/ingest/draft/draft.ts'
import type { EffectiveEvent, MatchEvent } from '../../../src/match/event.ts'
import { foldAll, startFold } from '../../../src/match/fold.ts'
import { applyPatch } from '../../../src/match/merge-patch.ts'
import type { MatchState } from '../../../src/match/state.ts'
import type { UpdateMessage } from '../../../src/protocol/messages.ts'
import type { Sport } from '../../../src/sports/contract/sport.ts'
import { generic } from '../../../src/sports/generic/index.ts'
import { forSeeds } from '../../support/seeded-random.ts'
import { fixtureOf } from '../../support/sports/match-builder.ts'

const MAX_FOLDED_AGAIN = 50_000

const A = { feed: 'a', source: 'a' }
const score = (n: number, points: number): MatchEvent => ({
  id: `s${n}`,
  type: 'score',
  team: 'home',
  points,
  order: n,
})

it('[H15] never lets the time of a match run back, though another replica’s clock is ahead', async () => {
  const { match } = await openMatch(1, 5_000)
  const draft = draftOf(match, generic, 4_000)
  await draft.apply(A, { op: 'add', event: score(1, 1) })
  const { updates, ...after } = draft.write() as Drafted

  expect(updates.map(({ at }) => at)).toEqual([5_000])
  expect((JSON.parse(updates[0]?.wire ?? '') as UpdateMessage).at).toBe(5_000)
  expect(after.folded.reduced.state.updatedAt).toBe(5_000)
})

it('[H15] takes a step back of more than two seconds: a clock that was an hour ahead does not stop the match for an hour', async () => {
  const { match } = await openMatch(1, 5_000)
  const stamp = async (at: number) => {
    const draft = draftOf(match, generic, at)
    await draft.apply(A, { op: 'add', event: score(1, 1) })
    return (draft.write() as Drafted).updates.map((update) => update.at)
  }
  expect(await stamp(3_000)).toEqual([5_000])
  expect(await stamp(2_999)).toEqual([2_999])
})

it('folds again so much at most, then shows the rest of a request’s changes by its last update', async () => {
  const count = 1_000
  const { sport, applied } = counting(generic)
  const { match, draft: before } = await openMatch(count, 1_000, sport)
  const draft = draftOf(match, sport, 2_000, before.kept())
  applied()
  for (let n = 0; n < count; n += 1) await draft.apply(A, { op: 'edit', event: score(n, 3) })
  await draft.finishRequest()

  expect(applied()).toBeLessThanOrEqual(MAX_FOLDED_AGAIN + 3 * count)
  const { updates, ...after } = draft.write() as Drafted
  expect(after.folded.reduced.state.score).toEqual({ home: 3 * count, away: 0 })
  const fresh = foldAll(sport, match.fixture, effectiveOf(draft))
  expect(after.folded.tail).toEqual(fresh.tail)
  expect(after.folded.reduced.memory).toEqual(fresh.reduced.memory)

  const messages = updates.map(({ wire }) => JSON.parse(wire) as UpdateMessage)
  expect(messages.map(({ seq }) => seq)).toEqual(messages.map((_, n) => count + n + 1))
  let state: MatchState = match.folded.reduced.state
  const homes: number[] = []
  for (const { patch, correction } of messages) {
    expect(correction?.before?.score).toEqual(state.score)
    state = applyPatch(state, patch)
    expect(correction?.after?.score).toEqual(state.score)
    homes.push(state.score.home)
  }
  expect(state).toEqual(after.folded.reduced.state)
  // One by one as far as it goes, then all the rest.
  const single = Math.floor(MAX_FOLDED_AGAIN / count) - 1
  expect(homes.slice(0, single)).toEqual(Array.from({ length: single }, (_, n) => count + 2 * (n + 1)))
  expect(homes.at(-2)).toBeLessThan(count + 2 * 100)
})

it('[H4] gives eight warnings of an event at most', async () => {
  const warnings = Array.from({ length: 9 }, (_, n) => ({ code: `code-${n}`, detail: '' }))
  const sport: Sport = { ...generic, surprises: () => warnings }
  const { match } = await openMatch(1, 1_000, sport)
  const outcome = await draftOf(match, sport, 2_000).apply(A, { op: 'add', event: score(7, 1) })
  expect(outcome).toMatchObject({ status: 'applied', warnings: warnings.slice(0, 8) })
})

it('lets others have the event loop while it folds a long match', async () => {
  const { match, draft: before } = await openMatch(1_000, 1_000)
  let turns = 0
  const draft = draftOf(match, generic, 2_000, before.kept(), async () => {
    turns += 1
  })
  await draft.apply(A, { op: 'edit', event: score(0, 3) })
  expect(turns).toBe(5)
})

it('shows what follows such a request as ever', async () => {
  const count = 1_000
  const { match, draft: before } = await openMatch(count, 1_000)
  const draft = draftOf(match, generic, 2_000, before.kept())
  for (let n = 0; n < count; n += 1) await draft.apply(A, { op: 'edit', event: score(n, 3) })
  await draft.finishRequest()
  await draft.apply(A, { op: 'add', event: score(count, 5) })
  await draft.finishRequest()
  expect(draft.state.score.home).toBe(3 * count + 5)
  const { updates } = draft.write() as Drafted
  expect(JSON.parse(updates.at(-1)?.wire ?? '')).toMatchObject({ patch: { score: { home: 3 * count + 5 } } })
})

it('knows a bound of the size of its state, without writing it', async () => {
  const sizeOf = ({ state }: Draft) => Buffer.byteLength(JSON.stringify(state))
  const names = ['José', 'Müller', '"Q"', 'O’Brien', '李']
  await forSeeds(40, async (random) => {
    const { match, draft: before } = await openMatch(1 + random.int(5), 1_000)
    const draft = draftOf(match, generic, 2_000, before.kept())
    expect(draft.mostStateBytes).toBe(sizeOf(draft))
    for (let n = 100; n < 130; n += 1) {
      const player = random.pick(names)
      const event = random.chance(0.3)
        ? { ...score(n, 1 + random.int(99)), player, status: 'pending' as const }
        : { id: `c${n}`, type: 'card', team: 'away' as const, card: 'yellow', player, order: n }
      const id = `s${random.int(5)}`
      await draft.apply(A, random.chance(0.2) ? { op: 'delete', id } : { op: 'add', event })
      await draft.finishRequest()
      expect(draft.mostStateBytes).toBeGreaterThanOrEqual(sizeOf(draft))
    }
    // So far above that the state is looked at for nothing it is not.
    expect(draft.mostStateBytes).toBeLessThan(sizeOf(draft) + 30 * 2_000)
  })
})

async function openMatch(count: number, at: number, sport: Sport = generic) {
  const fixture = fixtureOf(sport)
  const folded = startFold(sport, fixture)
  const match = { match: 'm1', seq: 0, fixture, folded, arrivals: 0 }
  const draft = draftOf(match, sport, at)
  for (let n = 0; n < count; n += 1) await draft.apply(A, { op: 'add', event: score(n, 1) })
  return { match: draft.write() as Drafted, draft }
}

function draftOf(
  match: Told,
  sport: Sport,
  at: number,
  kept: ReturnType<Draft['kept']> = [],
  endTurn = async () => {},
): Draft {
  const readEffective = async () => effectiveOf({ kept: () => kept })
  const draft = new Draft({ match, sport, at, readEffective, endTurn })
  draft.learn(kept)
  return draft
}

function effectiveOf(draft: Pick<Draft, 'kept'>): EffectiveEvent[] {
  return draft.kept().map(({ event, acceptedAt, arrival }) => ({ event: event as MatchEvent, at: acceptedAt, arrival }))
}

/** The sport, and how many events it has folded since that was last asked. */
function counting(sport: Sport): { readonly sport: Sport; applied(): number } {
  let count = 0
  const apply: Sport['apply'] = (board, event) => {
    count += 1
    return sport.apply(board, event)
  }
  return {
    sport: { ...sport, apply },
    applied() {
      const soFar = count
      count = 0
      return soFar
    },
  }
}
