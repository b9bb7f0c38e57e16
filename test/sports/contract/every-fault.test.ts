import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { AppError, type Fault } from '../../../src/errors.ts'
import { envelope } from '../../../src/sports/contract/reading/envelope.ts'
import { jsonPath } from '../../../src/sports/contract/reading/faults.ts'
import { parseEvent } from '../../../src/sports/contract/reading/parse-event.ts'
import { parseFixture } from '../../../src/sports/contract/reading/parse-fixture.ts'
import { sports } from '../../../src/sports/registry.ts'
import { breakagesOf, broken } from '../../support/schemas/breakages.ts'
import { complaintAbout } from '../../support/schemas/plain-faults.ts'
import { type Schema, sample } from '../../support/schemas/sample.ts'
import { schemasOf } from '../../support/schemas/schemas-of.ts'
import { forSeeds, type SeededRandom } from '../../support/seeded-random.ts'

const TRIES = 1

function faultsOf(read: () => unknown): readonly Fault[] | undefined {
  try {
    read()
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return error.errors ?? []
  }
  return undefined
}

/** Every field filled in. */
function whole(schema: Schema, random: SeededRandom): unknown {
  const resolve = (ref: string): Schema => {
    const [, , name = ''] = ref.split('/')
    return (schema as { readonly $defs?: Readonly<Record<string, Schema>> }).$defs?.[name] ?? {}
  }
  return sample(schema, { random: { ...random, chance: () => true }, resolve })
}

/** Fields that all types of a sport share, and read by the same schema: they are broken in one type. A player is read by the type. */
function isReadAlike(field: string, type: z.ZodObject | undefined): boolean {
  return Object.hasOwn(envelope.shape, field) && !/^player/.test(field) && !Object.hasOwn(type?.shape ?? {}, field)
}

interface Broken {
  readonly at?: string
  /** The fields that are broken; all if left out. */
  readonly isWanted?: (field: string) => boolean
}

/** Breaks each field of a value in each way. */
function breakEach(
  value: unknown,
  read: (value: unknown) => unknown,
  { at = '', isWanted = () => true }: Broken = {},
): void {
  const complaints: string[] = []
  for (const breakage of breakagesOf(value)) {
    const [field] = breakage.path
    // Nothing is left to name a place in; and an event of another type is read by another schema.
    if (field === undefined || breakage.path.join() === 'type' || !isWanted(String(field))) continue
    const faults = faultsOf(() => read(broken(value, breakage)))
    if (faults === undefined) continue
    const where = jsonPath(breakage.path, at)
    const complaint = complaintAbout(faults, where)
    if (complaint) complaints.push(`${where} made ${breakage.how}: ${complaint} ${JSON.stringify(faults)}`)
  }
  // The whole list, were there ever many, would hide the first.
  expect(complaints.slice(0, 5)).toEqual([])
}

describe.each([...sports.values()].map((sport) => ({ sport, name: sport.name })))(
  '[H3] whatever is wrong in what a feed of $name sends',
  ({ sport }) => {
    const { events, format } = schemasOf(sport)
    const [firstType] = Object.keys(events)

    it.each(Object.keys(events))('%s: the answer names the field, and says what is right', async (type) => {
      await forSeeds(TRIES, (random) => {
        const event = whole(events[type] as Schema, random)
        const isWanted = (field: string) => type === firstType || !isReadAlike(field, sport.events[type])
        breakEach(event, (sent) => parseEvent(sport, sent), { isWanted })
      })
    })

    it('the format of its fixture: the answer names the option, and says what is right', async () => {
      await forSeeds(TRIES, (random) => {
        const options = { ...(whole(format as Schema, random) as object) }
        const names = { home: { name: 'A' }, away: { name: 'B' } }
        const read = (sent: unknown) => parseFixture('m1', { sport: sport.name, ...names, format: sent }, sports)
        breakEach(options, read, { at: 'format' })
      })
    })
  },
)
