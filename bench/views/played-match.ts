import { Draft } from '../../src/ingest/draft/draft.ts'
import { type Change, effectiveOf, type KeptEvent } from '../../src/match/change.ts'
import type { EffectiveEvent } from '../../src/match/event.ts'
import { startFold } from '../../src/match/fold.ts'
import type { MatchState } from '../../src/match/state.ts'
import type { UpdateMessage } from '../../src/protocol/messages.ts'
import { readRecording } from '../../src/replay/recording/recording-formats.ts'
import { parseEvent } from '../../src/sports/contract/reading/parse-event.ts'
import { parseFixture } from '../../src/sports/contract/reading/parse-fixture.ts'
import { sports } from '../../src/sports/registry.ts'
import type { StoredMatch } from '../../src/store/match-store.ts'

/** One update of a match, and the state that it led from and to. */
export interface PlayedUpdate {
  readonly wire: string
  readonly message: UpdateMessage
  readonly before: MatchState
  readonly after: MatchState
}

/** A recorded match as ingest writes it, corrections included, each event accepted when it happened. */
export interface PlayedMatch {
  readonly start: MatchState
  readonly updates: readonly PlayedUpdate[]
}

const STARTS_AT = 1_760_000_000_000

/** @param id as long as those of the server, so that frames have the size that viewers get */
export async function playMatch(path: string, id: string): Promise<PlayedMatch> {
  const { fixture: written, steps } = await readRecording(path, { match: id })
  const fixture = parseFixture(id, written, sports)
  const sport = sports.get(fixture.sport)
  if (sport === undefined) throw new Error(`no sport ${fixture.sport}`)
  const folded = startFold(sport, fixture)
  let match: StoredMatch = { match: id, epoch: 'bench', seq: 0, version: 0, fixture, folded, arrivals: 0 }
  const kept = new Map<string, KeptEvent>()
  const updates: PlayedUpdate[] = []
  for (const { atMs, change } of steps) {
    const draft = new Draft({
      match,
      sport,
      at: STARTS_AT + atMs,
      readEffective: async () =>
        [...kept.values()].map(effectiveOf).filter((each): each is EffectiveEvent => each !== undefined),
      endTurn: async () => {},
    })
    draft.learn([...kept.values()])
    const parsed = 'event' in change ? ({ ...change, event: parseEvent(sport, change.event) } as Change) : change
    await draft.apply({ feed: 'bench', source: 'bench' }, parsed)
    const write = draft.write()
    if (write === undefined) continue
    for (const event of write.kept) kept.set(event.id, event)
    const before = match.folded.reduced.state
    const { fixture: changed, folded, seq, arrivals } = write
    match = { ...match, fixture: changed, folded, seq, arrivals }
    const [first] = write.updates
    if (first === undefined) continue
    const message = JSON.parse(first.wire) as UpdateMessage
    updates.push({ wire: first.wire, message, before, after: match.folded.reduced.state })
  }
  return { start: folded.reduced.state, updates }
}
