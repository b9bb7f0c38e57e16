import { Ajv2020, type Options, type ValidateFunction } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../../src/errors.ts'
import type { MatchEvent } from '../../../src/match/event.ts'
import { resolvePreset } from '../../../src/sports/contract/presets.ts'
import { parseEvent } from '../../../src/sports/contract/reading/parse-event.ts'
import type { Sport } from '../../../src/sports/contract/sport.ts'
import { sports } from '../../../src/sports/registry.ts'
import { rulesOf } from '../../support/schemas/alike-once.ts'
import { schemasOf } from '../../support/schemas/schemas-of.ts'
import { forSeeds, type SeededRandom } from '../../support/seeded-random.ts'
import { MatchBuilder } from '../../support/sports/match-builder.ts'
import { examplesOf } from '../../support/sports/sport-examples.ts'
import { recordedMatches, type SentMatch } from './recorded-matches.ts'

const ODD_MATCHES = 10

/** There are some 800 schemas, each for a few values. */
const QUICK_TO_COMPILE: Options = { inlineRefs: false, code: { optimize: false } }

const compiled = new Map<string, ValidateFunction>()

/** Compiles schemas once that differ only in what they say to people: two thirds, because sports share engines. */
function compile(ajv: Ajv2020, schema: object): ValidateFunction {
  const rules = rulesOf(schema)
  const known = compiled.get(rules) ?? ajv.compile(JSON.parse(rules))
  compiled.set(rules, known)
  return known
}

/** What a validator that is not ours makes of the schemas of a sport. Strict: a word it does not know is an error. */
function validatorsOf(sport: Sport) {
  const ajv = new Ajv2020({ strict: true, formats: { 'date-time': true }, ...QUICK_TO_COMPILE })
  // Ours: the type is shown and changes nothing.
  ajv.addKeyword('x-display-only')
  const { format, events, state } = schemasOf(sport)
  return {
    format: compile(ajv, format),
    state: compile(ajv, state),
    events: new Map(Object.entries(events).map(([type, schema]) => [type, compile(ajv, schema)])),
  }
}

const validators = new Map([...sports.values()].map((sport) => [sport, validatorsOf(sport)]))
const validatorOf = (sport: Sport) => validators.get(sport) as ReturnType<typeof validatorsOf>

function expectValid(validate: ValidateFunction | undefined, value: unknown): void {
  if (validate === undefined) throw new Error(`no schema for ${JSON.stringify(value)}`)
  if (!validate(value)) throw new Error(`${JSON.stringify(validate.errors)} in ${JSON.stringify(value)}`)
}

/** Holds all that is sent, and every state that comes of it, against the schemas. */
function expectDescribed({ sport, format, changes }: Omit<SentMatch, 'name'>): void {
  const valid = validatorOf(sport)
  if (format !== undefined) expectValid(valid.format, format)
  const match = new MatchBuilder(sport, format)
  expectValid(valid.state, match.state)
  for (const change of changes) {
    if ('event' in change) expectValid(valid.events.get(change.event.type), change.event)
    if (change.op === 'add') match.send(change.event.type, change.event)
    else if (change.op === 'edit') match.edit(change.event.id, change.event)
    else match[change.op](change.id)
    expectValid(valid.state, match.state)
  }
  for (const { event } of match.effective) expectValid(valid.events.get(event.type), event)
}

describe.each([...sports.values()].map((sport) => ({ sport, name: sport.name })))(
  'the schemas of $name',
  ({ sport }) => {
    const valid = validatorOf(sport)
    const { events, state, format } = schemasOf(sport)
    const examples = Object.values(events).flatMap((schema) => schema.examples as MatchEvent[])

    it('say of every event and every field what it is', () => {
      const silent = Object.entries(events).flatMap(([type, schema]) => [
        ...(schema.description ? [] : [type]),
        ...undescribed(schema.properties).map((field) => `${type}.${field}`),
      ])
      expect([...silent, ...undescribed(state.properties), ...undescribed(optionsOf(format))]).toEqual([])
      expect(undescribed((state.properties?.['detail'] as { properties?: object } | undefined)?.properties)).toEqual([])
    })

    it('give examples that are taken without a doubt about their form', () => {
      for (const [type, schema] of Object.entries(events)) {
        expect(schema.examples?.length, type).toBeGreaterThan(0)
        for (const example of schema.examples ?? []) {
          expectValid(valid.events.get(type), example)
          expect(parseEvent(sport, example)).toMatchObject({ type })
        }
      }
    })

    it('take every preset, by its name, as its options, and with others on top', () => {
      for (const [name, options] of Object.entries(sport.presets)) {
        expectValid(valid.format, name)
        expectValid(valid.format, options)
        expectValid(valid.format, { preset: name, ...options })
        expect(new MatchBuilder(sport, name).state.format).toMatchObject(options)
      }
      expectValid(valid.format, {})
      for (const wrong of ['nope', { preset: 'nope' }, { nope: 1 }, 1, []]) {
        expect(valid.format(wrong), JSON.stringify(wrong)).toBe(false)
      }
    })

    it('describe generated matches and all their states', async () => {
      const { generate } = await examplesOf(sport)
      await forSeeds(5, (random) => {
        const { format, events } = generate(random)
        expectDescribed({ sport, format, changes: events.map((event) => ({ op: 'add', event })) })
      })
    })

    it('agree with the server on what is an event, whatever is wrong with it', async () => {
      const { generate } = await examplesOf(sport)
      const taken = { yes: 0, no: 0 }
      await forSeeds(10, (random) => {
        for (const event of [...generate(random).events, ...examples]) {
          const mutant = mutate(random, event)
          const validate = valid.events.get(mutant.type)
          if (validate === undefined) continue
          const isTaken = accepts(sport, mutant)
          expect(validate(mutant), `${JSON.stringify(mutant)} ${JSON.stringify(validate.errors)}`).toBe(isTaken)
          taken[isTaken ? 'yes' : 'no'] += 1
        }
      })
      expect(Math.min(taken.yes, taken.no)).toBeGreaterThan(50)
    })

    it('describe what comes of odd events, fields that nobody knows included', async () => {
      const { generate } = await examplesOf(sport)
      await forSeeds(ODD_MATCHES, (random) => {
        const { format, events } = generate(random)
        const match = new MatchBuilder(sport, format)
        for (const legal of events.slice(0, 150)) {
          const event = random.chance(0.3) ? { ...random.pick(examples), id: legal.id } : legal
          const mutant = random.chance(0.5) ? mutate(random, event) : event
          if (!accepts(sport, mutant)) continue
          send(match, mutant)
          expectValid(valid.state, match.state)
        }
      })
    })

    it('[S1] refuse a null anywhere in a state, and a field that is not described', async () => {
      const { generate } = await examplesOf(sport)
      await forSeeds(1, (random) => {
        const { format, events } = generate(random)
        const match = new MatchBuilder(sport, format)
        for (const event of events) send(match, event)
        for (const path of pathsOf(match.state)) {
          expect(valid.state(withValue(match.state, path, null)), path.join('.')).toBe(false)
        }
        expect(valid.state({ ...match.state, viewers: 3 })).toBe(false)
        for (const name of state.required ?? []) {
          const { [name]: _, ...rest } = match.state as unknown as Record<string, unknown>
          expect(valid.state(rest), name).toBe(false)
        }
      })
    })
  },
)

describe('the schemas', async () => {
  it.each(await recordedMatches())('describe the recorded match $name and all its states', (match) => {
    expectDescribed(match)
  })
})

describe('the schema of a format', () => {
  it('takes a null for an option that a format can be without, as the server does', () => {
    for (const [name, format] of [
      ['cricket', { preset: 'odi', oversLimit: null }],
      ['tennis', { preset: 'wimbledon', tiebreakAt: null }],
    ] as const) {
      const sport = sports.get(name) as Sport
      expectValid(validatorOf(sport).format, format)
      expect('format' in resolvePreset(sport, format)).toBe(true)
      expect(new MatchBuilder(sport, format).state.format).not.toHaveProperty('oversLimit')
    }
  })
})

function undescribed(properties: object = {}): string[] {
  return Object.entries(properties as Record<string, { description?: string; const?: unknown }>)
    .filter(([name, { description }]) => !description && name !== 'type')
    .map(([name]) => name)
}

function optionsOf({ anyOf, properties }: ReturnType<typeof schemasOf>['format']): object | undefined {
  return properties ?? anyOf?.map((choice) => (choice as { properties?: object }).properties).find(Boolean)
}

function send(match: MatchBuilder, event: MatchEvent): MatchBuilder {
  match.send(event.type, event)
  return match
}

function accepts(sport: Sport, event: MatchEvent): boolean {
  try {
    parseEvent(sport, event)
    return true
  } catch (error) {
    if (error instanceof AppError) return false
    throw error
  }
}

const ODD = [-1, 0, 1, 1.5, 1e9, 2 ** 60, true, '', 'x', 'home', '7', '45+2', 'é', '__proto__', 'x'.repeat(501), [], {}]

/** An event with one value, at any depth, gone or odd, or with a field that nobody knows. */
function mutate(random: SeededRandom, event: MatchEvent): MatchEvent {
  const path = random.pick(pathsOf(event))
  const parent = path.slice(0, -1)
  if (random.chance(0.3)) return withValue(event, [...parent, `extra${random.int(9)}`], random.pick(ODD))
  return withValue(event, path, random.chance(0.3) ? undefined : random.pick(ODD))
}

/** Where its values are, those of objects and arrays included. */
function pathsOf(value: object, at: readonly string[] = []): string[][] {
  return Object.entries(value).flatMap(([key, item]) => {
    const path = [...at, key]
    return [path, ...(typeof item === 'object' && item !== null ? pathsOf(item, path) : [])]
  })
}

/** A copy with another value in that place; undefined takes it out. */
function withValue<T extends object>(target: T, [key, ...rest]: readonly string[], value: unknown): T {
  const copy = (Array.isArray(target) ? [...target] : { ...target }) as Record<string, unknown>
  if (key === undefined) return target
  const next = rest.length > 0 ? withValue(copy[key] as object, rest, value) : value
  if (next !== undefined) copy[key] = next
  else if (Array.isArray(copy)) copy.splice(Number(key), 1)
  else delete copy[key]
  return copy as T
}
