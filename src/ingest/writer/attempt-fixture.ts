import { startFold } from '../../match/fold.ts'
import { isEqual } from '../../match/merge-patch.ts'
import { surprisingStart } from '../../sports/contract/warnings/plausible-time.ts'
import { swappedSides } from '../../sports/contract/warnings/swapped-sides.ts'
import { newEpoch } from '../../store/epochs.ts'
import { SportConflict } from '../errors.ts'
import type { MatchCommits } from './match-commits.ts'
import { rulesOf } from './rules-of.ts'
import { createTurns } from './turns.ts'
import type { FixtureRecorded, FixtureRequest } from './write-request.ts'

/**
 * Creates the match, or changes its fixture.
 *
 * @returns undefined if somebody wrote meanwhile
 */
export async function attemptFixture(
  commits: MatchCommits,
  { fixture, sender }: FixtureRequest,
): Promise<FixtureRecorded | undefined> {
  const { store, now } = commits
  const match = await store.read(fixture.match)
  const sport = rulesOf(fixture.sport)
  const surprising = surprisingStart(fixture, now())
  const told = surprising.length > 0 ? { warnings: surprising } : {}
  if (match === undefined) {
    const folded = startFold(sport, fixture)
    const [deleted] = await store.readDeleted([fixture.match])
    const epoch = newEpoch(now(), ...(deleted === undefined ? [] : [deleted]))
    if (!(await store.create(fixture, folded, epoch, now(), sender.feed))) return undefined
    return { isNew: true, epoch, seq: 0, state: folded.reduced.state, ...told }
  }
  const swapped = swappedSides(match.folded.reduced.state, fixture)
  const same = { isNew: false, epoch: match.epoch, seq: match.seq, state: match.folded.reduced.state, ...told }
  if (isEqual(match.fixture, fixture)) return { ...same, wasSo: true }
  if (match.fixture.sport !== fixture.sport) throw new SportConflict(fixture.match, match.fixture.sport)
  const draft = commits.openDraft(match, sport, createTurns())
  await draft.changeFixture(sender.feed, fixture)
  const finished = await commits.finish(match, draft)
  const all = [...surprising, ...swapped]
  return finished && { ...same, seq: finished.seq, state: draft.state, ...(all.length > 0 && { warnings: all }) }
}
