import { describe, expect, it } from 'vitest'
import { median, percentile } from '../../../bench/common/statistics.ts'
import type { MatchEvent } from '../../../src/match/event.ts'
import { foldAll, foldNext, startFold } from '../../../src/match/fold.ts'
import { diff } from '../../../src/match/merge-patch.ts'
import { parseEvent } from '../../../src/sports/contract/reading/parse-event.ts'
import type { Sport } from '../../../src/sports/contract/sport.ts'
import { sports } from '../../../src/sports/registry.ts'
import { forSeeds } from '../../support/seeded-random.ts'
import { fixtureOf } from '../../support/sports/match-builder.ts'
import { recordedData } from '../../support/sports/recorded-data.ts'
import { examplesOf } from '../../support/sports/sport-examples.ts'
import { recordedMatches } from './recorded-matches.ts'

/** Bytes of JSON of half of the updates, and of nearly all. */
const MEDIAN_BYTES = 350
const P99_BYTES = 850
const SMALLER_MEDIANS: Readonly<Record<string, number>> = { football: 220 }
/** The two matches of our own are no ordinary ones: the smaller bound is for the real ones. */
const RECORDED_MEDIANS: Readonly<Record<string, number>> = recordedData() === undefined ? {} : SMALLER_MEDIANS
/** In a generated innings more balls than not are extras or wickets, or bring somebody new. */
const GENERATED_MEDIANS: Readonly<Record<string, number>> = { ...SMALLER_MEDIANS, cricket: 400 }
/** As many digits as a time has. */
const FIRST_AT = 1_795_878_000_000

const recorded = Map.groupBy(await recordedMatches(), ({ sport }) => sport.name)

/** Bytes of each patch of a match that is sent event by event. */
function sizesOf(sport: Sport, format: unknown, events: readonly MatchEvent[]): number[] {
  const effective = events.map((event, index) => {
    return { event: parseEvent(sport, event), at: FIRST_AT + index * 1000, arrival: index + 1 }
  })
  const fixture = fixtureOf(sport, format)
  let folded = startFold(sport, fixture)
  return effective.map((event, index) => {
    const next = foldNext(sport, folded, event) ?? foldAll(sport, fixture, effective.slice(0, index + 1))
    const state = { ...next.reduced.state, updatedAt: event.at }
    const bytes = Buffer.byteLength(JSON.stringify(diff(folded.reduced.state, state)))
    folded = { ...next, reduced: { ...next.reduced, state } }
    return bytes
  })
}

function expectSmall(bytes: readonly number[], medianBytes = MEDIAN_BYTES): void {
  expect(median(bytes), `${bytes.length} patches, median`).toBeLessThanOrEqual(medianBytes)
  expect(percentile(bytes, 99), `${bytes.length} patches, p99`).toBeLessThanOrEqual(P99_BYTES)
}

describe('[S3] the updates are small', () => {
  it.each([...recorded])('in recorded matches of %s', (name, matches) => {
    const bytes = matches.flatMap(({ sport, format, changes }) => {
      const events = changes.flatMap((change) => (change.op === 'add' ? [change.event] : []))
      return sizesOf(sport, format, events)
    })
    expectSmall(bytes, RECORDED_MEDIANS[name])
  })

  it.each([...sports.values()])('in generated matches of $name', async (sport) => {
    const { generate } = await examplesOf(sport)
    const bytes: number[] = []
    await forSeeds(15, (random) => {
      const { format, events } = generate(random)
      bytes.push(...sizesOf(sport, format, events))
    })
    expectSmall(bytes, GENERATED_MEDIANS[sport.name])
  })
})
