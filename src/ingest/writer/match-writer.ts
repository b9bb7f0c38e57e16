import { untilWritten } from '../../store/until-written.ts'
import { RepeatingFeeds } from '../memory/repeating-feeds.ts'
import type { Applied } from './apply-request.ts'
import { type Attempt, attemptChanges, RequestFailed } from './attempt-changes.ts'
import { attemptFixture } from './attempt-fixture.ts'
import { attemptDelete } from './delete-match.ts'
import { MatchCommits, type MatchCommitsOptions } from './match-commits.ts'
import { attemptReplace, attemptSwitch } from './switch-source.ts'
import type { GroupWritten, WriteGroup } from './write-queue.ts'
import type { ChangesRequest, Resolvers, WriteRequest } from './write-request.ts'

/** Makes the function that writes a group of requests of one source to their match in one transaction, and answers each of them. */
export function createMatchWriter(options: MatchCommitsOptions): WriteGroup<WriteRequest> {
  const commits = new MatchCommits(options)
  const repeating = new RepeatingFeeds()

  /** Writes the first requests of the group, and answers them. */
  const writeChanges = async (
    group: readonly [ChangesRequest, ...ChangesRequest[]],
  ): Promise<GroupWritten<ChangesRequest>> => {
    const { match } = group[0]
    let requests: readonly ChangesRequest[] = group
    let failure: RequestFailed | undefined
    const tryThese = async (): Promise<Attempt> => {
      const [first, ...others] = requests
      if (first === undefined) return []
      try {
        return await attemptChanges({ commits, repeating }, match, [first, ...others])
      } catch (error) {
        if (!(error instanceof RequestFailed)) throw error
        // The draft cannot undo what the failed request did. So a new draft takes the requests before it; those after it wait.
        failure = error
        requests = group.slice(0, error.index)
        return tryThese()
      }
    }
    try {
      const answers = await untilWritten(match, tryThese)
      let rest: ChangesRequest | undefined
      for (const [index, answer] of answers.entries()) {
        const request = group[index] as ChangesRequest
        if (answer.rest.length > 0) rest = restOf(request, answer)
        else request.resolve({ results: answer.results, seq: answer.seq })
      }
      if (rest !== undefined) return { done: answers.length, rest }
      if (failure === undefined || answers.length < failure.index) return { done: answers.length }
      group[failure.index]?.reject(failure.cause)
      return { done: answers.length + 1 }
    } catch (error) {
      for (const request of requests) request.reject(error)
      return { done: requests.length }
    }
  }

  return (group) => {
    const [first] = group
    // All but changes weigh more than a group may, so they always come alone.
    switch (first.kind) {
      case 'fixture':
        return writeAlone(first.fixture.match, first, () => attemptFixture(commits, first))
      case 'switch':
        return writeAlone(first.match, first, () => attemptSwitch(commits, first))
      case 'replace':
        return writeAlone(first.match, first, () => attemptReplace(commits, first, options.sources))
      case 'delete':
        return writeAlone(first.match, first, () => attemptDelete(commits, first))
      default:
        return writeChanges(group as readonly [ChangesRequest, ...ChangesRequest[]])
    }
  }
}

/** Writes a request that comes alone, and answers it. */
async function writeAlone<T>(
  match: string,
  { resolve, reject }: Resolvers<T>,
  attempt: () => Promise<T | undefined>,
): Promise<GroupWritten<WriteRequest>> {
  await untilWritten(match, attempt).then(resolve, reject)
  return { done: 1 }
}

/** The request that makes the changes which are left. It is answered with the results of all. */
function restOf(request: ChangesRequest, { results, rest }: Applied): ChangesRequest {
  return {
    ...request,
    kind: 'changes',
    reads: rest.map((change) => () => change),
    weight: rest.length,
    resolve: (recording) => request.resolve({ results: [...results, ...recording.results], seq: recording.seq }),
  }
}
