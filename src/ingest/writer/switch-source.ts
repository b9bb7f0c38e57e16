import { MatchNotFound } from '../../errors.ts'
import type { Sport } from '../../sports/contract/sport.ts'
import type { StoredMatch } from '../../store/match-store.ts'
import { comparedScore } from '../../store/source-life.ts'
import { Draft } from '../draft/draft.ts'
import { NotInCharge, SourceNotListed, SourceUnknown } from '../errors.ts'
import { randomVersion } from '../memory/versions.ts'
import { mayBeInCharge, mayDecide } from './charge.ts'
import { type MatchCommits, type MatchCommitsOptions, toWrite } from './match-commits.ts'
import { rulesOf } from './rules-of.ts'
import { openShadow, writeShadow } from './shadows.ts'
import { createTurns } from './turns.ts'
import type { Replaced, ReplaceRequest, SourceSwitched, SwitchRequest } from './write-request.ts'

/**
 * `[H7]` Puts a source in charge, if whoever asks may do so.
 *
 * @returns undefined if somebody wrote meanwhile
 */
export async function attemptSwitch(
  commits: MatchCommits,
  request: SwitchRequest,
): Promise<SourceSwitched | undefined> {
  const { match: id, source, sender } = request
  const match = await commits.store.read(id)
  if (match === undefined) throw new MatchNotFound(id, `create it with PUT /v1/matches/${id}`)
  if (!mayDecide(match, request)) throw new NotInCharge(id, match.source)
  if (match.source === source) return { match: id, source, seq: match.seq, wasSo: true }
  if (!mayBeInCharge(match.fixture, source)) throw new SourceNotListed(source, match.fixture.sources ?? [])
  return putInCharge(commits, match, { source, feed: sender.feed, sport: rulesOf(match.fixture.sport) })
}

/**
 * `[H7]` Puts the next source of the list in charge, if the one in charge is the stale one, if the next is alive, and if the two told the
 * same score when the stale one was last heard; otherwise nobody can know who is right.
 *
 * @returns undefined if somebody wrote meanwhile
 */
export async function attemptReplace(
  commits: MatchCommits,
  { match: id, stale, heardAt, alive }: ReplaceRequest,
  sources: MatchCommitsOptions['sources'],
): Promise<Replaced | undefined> {
  const match = await commits.store.read(id)
  if (match?.source !== stale) return { why: `${stale} is not in charge any more` }
  const listed = match.fixture.sources ?? []
  // An earlier one of the list has been in charge before, or was passed over; it does not return by itself.
  const source = listed.slice(listed.indexOf(stale) + 1).find((next) => alive.has(next))
  if (source === undefined || !listed.includes(stale)) return { why: 'the fixture lists no other source that is alive' }
  const then = await sources?.readShadowScore(id, source, heardAt)
  const now = comparedScore(match.folded.reduced.state.score)
  if (then !== now) return { why: `${source} told ${then} when ${stale}, last heard, told ${now}` }
  const shadow = await commits.store.readShadow(id, source)
  if (shadow === undefined) return { why: `${source} has told nothing of it` }
  return putInCharge(commits, match, { source, feed: source, sport: rulesOf(match.fixture.sport) })
}

export interface PutInCharge {
  readonly source: string
  /** Who wants it. */
  readonly feed: string
  readonly sport: Sport
}

/**
 * The match becomes what the source has told; what the one in charge has told becomes a shadow.
 *
 * @throws {SourceUnknown} if the source has told nothing: viewers would lose the score
 * @returns undefined if somebody wrote meanwhile
 */
export async function putInCharge(
  commits: MatchCommits,
  match: StoredMatch,
  { source, feed, sport }: PutInCharge,
): Promise<SourceSwitched | undefined> {
  const { store } = commits
  const endTurn = createTurns()
  const opened = await openShadow(store, match, { source, sport, at: commits.now(), endTurn })
  if (opened.shadow.arrivals === 0 && match.arrivals > 0) throw new SourceUnknown(source, match.match)
  const { shadow, isNew } = opened
  // A shadow that is there keeps its source from coming into charge elsewhere. It is read again, in the version that was written.
  const mustBegin = isNew && match.source !== undefined
  if (mustBegin && !(await writeShadow(store, opened))) return undefined
  const comes = mustBegin ? await store.readShadow(match.match, source) : shadow
  if (comes === undefined) return undefined
  const draft = new Draft({
    match,
    sport,
    at: commits.now(),
    readEffective: () => store.readEffective(match.match, source),
    endTurn,
  })
  await draft.changeSource(feed, comes.arrivals)
  const drafted = draft.write()
  if (drafted === undefined) throw new Error('a switch is a change')
  const write = toWrite(match, drafted, source)
  const goes = match.source === undefined ? undefined : shadowOf(match, match.source)
  const isFirst = isNew && goes === undefined
  const seq = await (isFirst ? commits.append(write) : commits.exchange({ write, comes, goes }))
  return seq === undefined ? undefined : { match: match.match, source, seq }
}

/** What the one in charge has told, as a shadow. Its log goes on where it ended. */
function shadowOf({ match, fixture, folded, arrivals }: StoredMatch, source: string) {
  return { match, source, seq: 0, version: randomVersion(), fixture, folded, arrivals }
}
