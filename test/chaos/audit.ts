import type { KeptEvent } from '../../src/match/change.ts'
import { foldAll } from '../../src/match/fold.ts'
import { applyPatch, isEqual } from '../../src/match/merge-patch.ts'
import type { MatchState } from '../../src/match/state.ts'
import type { UpdateMessage } from '../../src/protocol/messages.ts'
import type { Sport } from '../../src/sports/contract/sport.ts'
import { sportNamed } from '../../src/sports/registry.ts'
import type { MatchStore, StoredMatch } from '../../src/store/match-store.ts'
import type { Shown } from '../support/scoreboard.ts'
import type { MatchFeed } from './match-feed.ts'

export interface Audit {
  readonly match: string
  readonly truth: Shown
  readonly updates: number
  /** Answered changes that the log does not have where it should. */
  readonly lost: readonly string[]
  /** Changes that the log has and nobody was answered, or twice. */
  readonly duplicated: readonly string[]
  /** Everything else that is not as it should be: holes, folds that come to something else. */
  readonly wrong: readonly string[]
}

const PAGE = 1_000

/** Holds one match in the database against what its feed was answered, and against itself. */
export async function auditMatch(store: MatchStore, feed: MatchFeed): Promise<Audit> {
  const { match } = feed
  const stored = await store.read(match)
  const initial = await store.readInitial(match)
  if (stored === undefined || initial === undefined) throw new Error(`${match} is not in the database`)
  const log = await readLog(store, match)
  const state = stored.folded.reduced.state
  const wrong = [
    ...checkDense(match, stored, log),
    ...checkFold(match, JSON.parse(initial.state) as MatchState, log, state),
    ...(await checkRefold(store, stored)),
    ...checkStanding(feed, await store.readAllKept(match, 'local')),
  ]
  return {
    match,
    truth: { epoch: stored.epoch, seq: stored.seq, state },
    updates: log.length,
    wrong,
    ...checkAnswers(feed, log),
  }
}

async function readLog(store: MatchStore, match: string): Promise<UpdateMessage[]> {
  const log: UpdateMessage[] = []
  for (;;) {
    const page = await store.readUpdates(match, log.length, PAGE)
    log.push(...page.map(({ wire }) => JSON.parse(wire) as UpdateMessage))
    if (page.length < PAGE) return log
  }
}

function checkDense(match: string, { seq }: StoredMatch, log: readonly UpdateMessage[]): string[] {
  const hole = log.findIndex((update, index) => update.seq !== index + 1)
  if (hole >= 0) return [`${match}: update ${hole + 1} of the log has seq ${log[hole]?.seq}`]
  return log.length === seq ? [] : [`${match}: its head is ${seq}, its log ends at ${log.length}`]
}

/** `[S1]` */
function checkFold(match: string, initial: MatchState, log: readonly UpdateMessage[], state: MatchState): string[] {
  const folded = log.reduce((before, { patch }) => applyPatch(before, patch), initial)
  return isEqual(folded, state) ? [] : [`${match}: folding its log gives ${text(folded)} instead of ${text(state)}`]
}

/** `[S2]` */
async function checkRefold(store: MatchStore, { match, source = '', fixture, folded }: StoredMatch): Promise<string[]> {
  const sport = sportNamed(fixture.sport) as Sport
  const { state } = foldAll(sport, fixture, await store.readEffective(match, source)).reduced
  const refolded = { ...state, updatedAt: folded.reduced.state.updatedAt }
  if (isEqual(refolded, folded.reduced.state)) return []
  return [`${match}: folding its events again gives ${text(refolded)} instead of ${text(folded.reduced.state)}`]
}

function checkStanding({ match, sent }: MatchFeed, kept: readonly KeptEvent[]): string[] {
  const faults: string[] = []
  const byId = new Map(kept.map((item) => [item.id, item]))
  for (const [id, { event, isDeleted, hasContent }] of sent) {
    const item = byId.get(id)
    if (item === undefined) faults.push(`${match}: ${id} is not kept`)
    else if (item.isDeleted !== isDeleted) faults.push(`${match}: ${id} is ${isDeleted ? 'not deleted' : 'deleted'}`)
    else if (hasContent && !isEqual(item.event, event)) faults.push(`${match}: ${id} is kept as ${text(item.event)}`)
  }
  if (byId.size !== sent.size) faults.push(`${match}: ${byId.size} events are kept, ${sent.size} were sent`)
  return faults
}

/** `[H1]` `[H2]` The log of each event is exactly what its feed was answered: the same changes, the same seqs. */
function checkAnswers({ match, sent }: MatchFeed, log: readonly UpdateMessage[]): Pick<Audit, 'lost' | 'duplicated'> {
  const lost: string[] = []
  const logged = new Map<number, string>()
  for (const { seq, kind, event } of log) if (event) logged.set(seq, `${kind} ${event.id}`)
  for (const [id, { changes }] of sent) {
    for (const { kind, seq } of changes) {
      const found = logged.get(seq)
      if (found === `${kind} ${id}`) logged.delete(seq)
      else
        lost.push(`${match}: ${kind} ${id} was answered with seq ${seq}, where the log has ${found ?? 'nothing more'}`)
    }
  }
  return {
    lost,
    duplicated: [...logged].map(([seq, what]) => `${match}: ${what} at seq ${seq} was answered to nobody`),
  }
}

function text(value: unknown): string {
  return JSON.stringify(value)
}
