import { MatchNotFound } from '../../errors.ts'
import { newEpoch } from '../../store/epochs.ts'
import { NotInCharge } from '../errors.ts'
import { mayDecide } from './charge.ts'
import type { MatchCommits } from './match-commits.ts'
import type { DeleteRequest, MatchDeleted } from './write-request.ts'

/**
 * `[H12]` Removes a match and all that was told of it, if whoever asks may do so.
 *
 * @returns undefined if somebody wrote meanwhile
 */
export async function attemptDelete(
  commits: MatchCommits,
  { match: id, ...by }: DeleteRequest,
): Promise<MatchDeleted | undefined> {
  const { store } = commits
  const match = await store.read(id)
  if (match === undefined) {
    // A request whose answer was lost is sent again.
    const [epoch] = await store.readDeleted([id])
    if (epoch === undefined) throw new MatchNotFound(id)
    return { match: id, epoch, wasSo: true }
  }
  if (!mayDecide(match, by)) throw new NotInCharge(id, match.source)
  const epoch = newEpoch(commits.now(), match.epoch)
  return (await commits.remove(match, epoch)) ? { match: id, epoch } : undefined
}
