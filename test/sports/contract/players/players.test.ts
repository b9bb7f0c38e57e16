import { describe, expect, it } from 'vitest'
import { InvalidRequest } from '../../../../src/errors.ts'
import type { MatchEvent } from '../../../../src/match/event.ts'
import { foldAll } from '../../../../src/match/fold.ts'
import { playerFieldsOfEvent } from '../../../../src/sports/contract/players/event-players.ts'
import { idFieldOf, type PlayerFields } from '../../../../src/sports/contract/players/player-fields.ts'
import { parseEvent } from '../../../../src/sports/contract/reading/parse-event.ts'
import type { Sport } from '../../../../src/sports/contract/sport.ts'
import { cricket } from '../../../../src/sports/cricket/index.ts'
import { football } from '../../../../src/sports/football/index.ts'
import { sports } from '../../../../src/sports/registry.ts'
import { tennis } from '../../../../src/sports/tennis/index.ts'
import { schemasOf } from '../../../support/schemas/schemas-of.ts'
import { fixtureOf } from '../../../support/sports/match-builder.ts'

const MAX_KEYS = 200

function fold(sport: Sport, sent: readonly object[]) {
  const events = sent.map((event, index) => parseEvent(sport, { id: `e${index}`, ...event }))
  return foldAll(
    sport,
    fixtureOf(sport),
    events.map((event, arrival) => ({ event, at: 1_000_000 + arrival, arrival })),
  ).reduced
}

/** Every field in which a player may stand, as a path, with the kind of what stands there. */
function placesOf(fields: PlayerFields | undefined, path: readonly string[] = []): [string[], PlayerFields['kind']][] {
  if (fields?.kind === 'list') return placesOf(fields.item, [...path, '0'])
  if (fields?.kind !== 'object') return []
  return [...fields.fields].flatMap(([name, field]): [string[], PlayerFields['kind']][] =>
    idFieldOf(name, field) === undefined ? placesOf(field, [...path, name]) : [[[...path, name], field.kind]],
  )
}

function put(target: Record<string, unknown>, [name = '', ...rest]: readonly string[], value: unknown): unknown {
  if (rest.length === 0) return { ...target, [name]: value }
  const below = target[name] ?? {}
  const [next = '', ...others] = rest
  if (next !== '0') return { ...target, [name]: put(below as Record<string, unknown>, rest, value) }
  return { ...target, [name]: [put((Array.isArray(below) ? below[0] : {}) as Record<string, unknown>, others, value)] }
}

function read(source: unknown, [name, ...rest]: readonly string[]): unknown {
  return name === undefined ? source : read((source as Record<string, unknown>)[name], rest)
}

const ANN = { id: 7, name: 'José' }

describe.each([...sports.values()].map((sport) => ({ sport, name: sport.name })))(
  '[H4] players of $name:',
  ({ sport }) => {
    const types = Object.entries(schemasOf(sport).events).map(([type, { examples = [] }]) => {
      return { type, example: examples[0] as Record<string, unknown>, fields: sport.events[type] }
    })

    it('every field of a player takes a name, or {id, name}, and keeps the id beside the name, composed', () => {
      for (const { type, example, fields } of types) {
        const places = placesOf(playerFieldsOfEvent(fields))
        expect(places.map(([path]) => path.join())).toContain('player')
        for (const [path, kind] of places) {
          const list = kind === 'players'
          // A wicket in a list, and both sides of a doubles match, are complete only in the examples or so.
          const base = type === 'delivery' ? { ...example, wickets: [{ kind: 'caught' }] } : example
          const filled = path[0] === 'players' ? { ...base, players: { home: ['A'], away: ['B'] } } : base
          const sent = put(filled, path, list ? [ANN, 'Ben'] : ANN)
          const parsed = parseEvent(sport, sent)
          const field = path.at(-1) as string
          const idField = idFieldOf(field, { kind } as PlayerFields) as string
          expect(read(parsed, path), `${type}.${path.join('.')}`).toEqual(list ? ['José', 'Ben'] : 'José')
          expect(read(parsed, [...path.slice(0, -1), idField])).toEqual(list ? ['7', ''] : '7')
          // As it is kept it may be sent again, and is the same content.
          expect(parseEvent(sport, parsed)).toEqual(parsed)
        }
      }
    })

    it('an id that is none is refused, at its path', () => {
      for (const { example } of types) {
        for (const wrong of [{ player: { id: '', name: 'Ann' } }, { player: 'Ann', playerId: {} }]) {
          expect(() => parseEvent(sport, { ...example, ...wrong })).toThrow(InvalidRequest)
        }
      }
    })
  },
)

describe('[H4] who is who', () => {
  const delivery = { type: 'delivery', nonStriker: 'B', bowler: 'X' }

  it('two batters of one name with ids are two', () => {
    const { state } = fold(cricket, [
      { type: 'innings_start', n: 1, batting: 'home' },
      { ...delivery, striker: 'A. Khan', strikerId: '11', bat: 4 },
      { ...delivery, striker: { id: 11, name: 'A. Khan' }, wickets: [{ kind: 'bowled' }] },
      { ...delivery, striker: { id: '27', name: 'A. Khan' }, bat: 1 },
      { ...delivery, striker: { id: '27', name: 'Ahmed Khan' }, bat: 2 },
    ])
    const { batters } = (state.detail as { innings: Record<string, { batters: Record<string, { runs: number }> }> })
      .innings['1'] as { batters: Record<string, { runs: number }> }
    expect(Object.entries(batters).map(([name, { runs }]) => [name, runs])).toEqual([
      ['A. Khan', 4],
      ['B', 0],
      ['A. Khan (2)', 3],
    ])
  })

  it('a second yellow card is that of the same id, under whatever name', () => {
    const card = (id: number, name: string) => ({ type: 'card', team: 'home', card: 'yellow', player: { id, name } })
    const players = (...cards: object[]) => (fold(football, cards).state.detail as { players: object }).players
    expect(players(card(1, 'Silva'), card(2, 'Silva'))).toEqual({ home: 11, away: 11 })
    expect(players(card(1, 'Silva'), card(1, 'T. Silva'))).toEqual({ home: 10, away: 11 })
  })

  it('partners of one name in doubles are two', () => {
    const { state } = fold(tennis, [
      {
        type: 'match_start',
        server: 'home',
        players: {
          home: [
            { id: 'a', name: 'Bryan' },
            { id: 'b', name: 'Bryan' },
          ],
          away: ['C', 'D'],
        },
      },
    ])
    expect((state.detail as { server: object }).server).toMatchObject({ player: 'Bryan' })
  })

  it('a player of the line-up has his id beside his name, and is who scores', () => {
    const { state } = fold(football, [
      {
        type: 'lineup',
        team: 'home',
        starting: ['Silva', { id: 1, name: 'Silva' }, { id: 2, name: 'Silva', number: 9 }],
      },
      { type: 'goal', team: 'home', player: 'T. Silva', playerId: 2 },
    ])
    expect(state.detail).toMatchObject({
      lineups: { home: { starting: [{ name: 'Silva' }, { name: 'Silva' }, { name: 'Silva (2)', number: 9 }] } },
      scorers: [{ player: 'Silva (2)' }],
    })
  })

  it('a name without an id is the player whom the board calls so', () => {
    const { state } = fold(football, [
      { type: 'card', team: 'home', card: 'yellow', player: { id: 1, name: 'Silva' } },
      { type: 'card', team: 'home', card: 'yellow', player: 'Silva' },
    ])
    expect((state.detail as { players: object }).players).toEqual({ home: 10, away: 11 })
  })

  it(`after ${MAX_KEYS} ids players are told apart by name, so that the memory does not grow`, () => {
    const cards = (count: number): MatchEvent[] =>
      Array.from({ length: count }, (_, n) =>
        parseEvent(football, { id: `c${n}`, type: 'goal', team: 'home', player: { id: `p${n}`, name: `Player ${n}` } }),
      )
    const keys = (count: number) =>
      Object.keys((fold(football, cards(count)).memory as { playerKeys: object }).playerKeys).length
    expect([keys(MAX_KEYS - 1), keys(MAX_KEYS), keys(MAX_KEYS + 50)]).toEqual([MAX_KEYS - 1, MAX_KEYS, MAX_KEYS])
  })
})
