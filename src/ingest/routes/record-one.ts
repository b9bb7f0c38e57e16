import type { Change, Sender } from '../../match/change.ts'
import { parseFixture, surprisesOfFixture } from '../../sports/contract/reading/parse-fixture.ts'
import type { Sport } from '../../sports/contract/sport.ts'
import { sports } from '../../sports/registry.ts'
import type { ChangeOutcome } from '../draft/outcome.ts'
import type { Recorder } from '../record-event.ts'
import type { FixtureRecorded } from '../writer/write-request.ts'
import { readSafely } from './read-change.ts'

/** Records one change. @throws {AppError} why it was refused, if it was */
export async function recordOne(
  recorder: Pick<Recorder, 'record'>,
  match: string,
  sender: Sender,
  read: (sport: Sport) => Change,
): Promise<ChangeOutcome> {
  const { results } = await recorder.record(match, sender, [(sport) => readSafely(() => read(sport))])
  const [result] = results
  if (result === undefined) throw new Error('a change has a result')
  if (result.status === 'rejected') throw result.error
  return result
}

/** Records a fixture as a feed wrote it. Its warnings tell first what is surprising about the words, then about the match. */
export async function recordFixture(
  recorder: Pick<Recorder, 'putFixture'>,
  match: string,
  sender: Sender,
  fixture: unknown,
): Promise<FixtureRecorded> {
  const { warnings: ofMatch = [], ...recorded } = await recorder.putFixture(
    parseFixture(match, fixture, sports),
    sender,
  )
  const warnings = [...surprisesOfFixture(fixture), ...ofMatch]
  return { ...recorded, ...(warnings.length > 0 && { warnings }) }
}
