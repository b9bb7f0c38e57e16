import type { KeptEvent } from '../../src/match/change.ts'
import { foldAll } from '../../src/match/fold.ts'
import { applyPatch, isEqual } from '../../src/match/merge-patch.ts'
import type { MatchState } from '../../src/match/state.ts'
import type { UpdateMessage } from '../../src/protocol/messages.ts'
import type { Sport } from '../../src/sports/contract/sport.ts'
import { sportNamed } from '../../src/sports/registry.ts'
import type { MatchStore, StoredMatch } from '../../src/store/match-store.ts'
import type { Shown } from '../support/scoreboard.ts'
import type { AcceptedChange } from './feeds/feed-request.ts'
import type { MatchFeed } from './feeds/match-feed.ts'
import type { Lost } from './world/kept-rows.ts'

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
const KINDS: readonly AcceptedChange['kind'][] = ['add', 'edit', 'delete', 'restore']

/** What one source of a match was answered. */
export type Answered = Pick<MatchFeed, 'source' | 'sent'>

/** One match, with all that was answered about it and all that we took from the database. */
export interface Told {
  readonly match: string
  /** One of each source. */
  readonly feeds: readonly Answered[]
  readonly losses: readonly Lost[]
}

/** Holds one match in the database against what its feeds were answered, and against itself. */
export async function auditMatch(store: MatchStore, told: Told): Promise<Audit> {
  const { match, feeds } = told
  const stored = await store.read(match)
  const initial = await store.readInitial(match)
  if (stored === undefined || initial === undefined) throw new Error(`${match} is not in the database`)
  const log = await readLog(store, match)
  const state = stored.folded.reduced.state
  const wrong = [
    ...checkDense(match, stored, log),
    ...checkFold(match, JSON.parse(initial.state) as MatchState, log, state),
    ...(await checkRefold(store, stored)),
  ]
  for (const feed of feeds) wrong.push(...checkStanding(feed, told, await store.readAllKept(match, feed.source)))
  return {
    match,
    truth: { epoch: stored.epoch, seq: stored.seq, state },
    updates: log.length,
    wrong,
    ...checkAnswers(told, log),
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

function checkStanding({ sent }: Answered, told: Told, kept: readonly KeptEvent[]): string[] {
  const { match } = told
  const faults: string[] = []
  const lost = lostUpdates(told)
  const byId = new Map(kept.map((item) => [item.id, item]))
  for (const [id, { event, isDeleted, hasContent, isLoose, changes }] of sent) {
    const item = byId.get(id)
    byId.delete(id)
    if (isLoose) {
      // What was answered and not lost is there, however it stands now.
      const stays = changes.some(({ seq, kind }) => seq !== undefined && !lost.has(`${seq} ${kind} ${id}`))
      if (item === undefined && stays) faults.push(`${match}: ${id} is not kept, though the database did not lose it`)
    } else if (item === undefined) faults.push(`${match}: ${id} is not kept`)
    else if (item.isDeleted !== isDeleted) faults.push(`${match}: ${id} is ${isDeleted ? 'not deleted' : 'deleted'}`)
    else if (hasContent && !isEqual(item.event, event)) faults.push(`${match}: ${id} is kept as ${text(item.event)}`)
  }
  for (const id of byId.keys()) faults.push(`${match}: ${id} is kept, and nobody sent it`)
  return faults
}

/**
 * `[H1]` `[H2]` The log of each event is exactly what its feed was answered: the same changes, the same seqs. Only what the database lost
 * may be missing; and of events that it lost something of, what is sent again need not be answered to anybody.
 */
function checkAnswers(told: Told, log: readonly UpdateMessage[]): Pick<Audit, 'lost' | 'duplicated'> {
  const { match, feeds } = told
  const lost: string[] = []
  const duplicated: string[] = []
  const taken = lostUpdates(told)
  const logged = new Map<number, string>()
  const added = new Set<string>()
  for (const { seq, kind, event } of log) {
    if (event === undefined) continue
    logged.set(seq, `${kind} ${event.id}`)
    if (kind !== 'add') continue
    if (added.has(event.id)) duplicated.push(`${match}: ${event.id} was added a second time at seq ${seq}`)
    added.add(event.id)
  }
  const sent = new Map(feeds.flatMap((feed) => [...feed.sent]))
  for (const [id, { changes, isLoose }] of sent) {
    for (const { kind, seq } of changes) {
      if (seq === undefined) continue
      const found = logged.get(seq)
      const isThere = found === `${kind} ${id}` || (isLoose && found?.endsWith(` ${id}`))
      if (isThere) logged.delete(seq)
      else if (!taken.has(`${seq} ${kind} ${id}`) && !(isLoose && isTaken(taken, seq, id))) {
        lost.push(`${match}: ${kind} ${id} was answered with seq ${seq}, where the log has ${found ?? 'nothing more'}`)
      }
    }
  }
  for (const [seq, what] of logged) {
    const [kind, id = ''] = what.split(' ')
    const event = sent.get(id)
    const wasShadowed = event?.changes.some((change) => change.seq === undefined && change.kind === kind)
    if (event?.isLoose || wasShadowed) continue
    duplicated.push(`${match}: ${what} at seq ${seq} was answered to nobody`)
  }
  return { lost, duplicated }
}

function lostUpdates({ losses }: Told): ReadonlySet<string> {
  return new Set(losses.flatMap(({ updates }) => updates))
}

/** A change that came when its event was lost may have been another kind than its feed thought. */
function isTaken(taken: ReadonlySet<string>, seq: number, id: string): boolean {
  return KINDS.some((kind) => taken.has(`${seq} ${kind} ${id}`))
}

function text(value: unknown): string {
  return JSON.stringify(value)
}
