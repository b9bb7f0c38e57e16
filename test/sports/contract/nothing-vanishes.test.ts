import { describe, expect, it } from 'vitest'
import type { MatchEvent } from '../../../src/match/event.ts'
import { foldOne, type Reduced } from '../../../src/match/fold.ts'
import { diff, isEqual } from '../../../src/match/merge-patch.ts'
import { parseEvent } from '../../../src/sports/contract/reading/parse-event.ts'
import type { Sport } from '../../../src/sports/contract/sport.ts'
import { isDisplayOnly } from '../../../src/sports/contract/warnings/display-only.ts'
import { confirms } from '../../../src/sports/contract/warnings/general.ts'
import { sports } from '../../../src/sports/registry.ts'
import { schemasOf } from '../../support/schemas/schemas-of.ts'
import { forSeeds } from '../../support/seeded-random.ts'
import { fixtureOf } from '../../support/sports/match-builder.ts'
import { examplesOf } from '../../support/sports/sport-examples.ts'

const BOARDS = 12

/** These say what the score is, whenever they come. A forfeit gives one to the other side. */
const SAYS_THE_SCORE: ReadonlySet<string> = new Set(['score_set', 'score_adjust', 'result_set', 'forfeit'])

/** What an event is warned of that names no period of its sport; `match-decided` says that it does not count at all. */
const SAYS_UNKNOWN: ReadonlySet<string> = new Set(['unknown-period', 'match-decided'])

/** A sport without rules takes each new name of a period. */
const TAKES_ANY_NAME: ReadonlySet<string> = new Set(['generic period_start', 'generic period_end'])

/** A shoot-out is a period of its own, whatever its events name. */
const SHOOTOUT = /^shootout_/

/** Boards of generated matches, from before the first event to after the last. */
async function boardsOf(sport: Sport): Promise<Reduced[]> {
  const { generate } = await examplesOf(sport)
  const boards: Reduced[] = []
  await forSeeds(3, (random) => {
    const { format, events } = generate(random)
    let reduced = sport.start(fixtureOf(sport, format))
    const step = Math.max(1, Math.floor(events.length / BOARDS))
    boards.push(reduced)
    for (const [index, event] of events.entries()) {
      const at = 1_000_000 + index * 1000
      reduced = foldOne(sport, reduced, { event: parseEvent(sport, event), at, arrival: index })
      if (index % step === 0 || index === events.length - 1) boards.push(reduced)
    }
  })
  return boards
}

/** Before, during and after play: for what no more of a board matters. */
function fewOf(boards: readonly Reduced[]): Reduced[] {
  return [0, Math.floor(boards.length / 2), boards.length - 1].map((index) => boards[index] as Reduced)
}

function outcomeOf(sport: Sport, before: Reduced, event: MatchEvent): string {
  const after = foldOne(sport, before, { event, at: 9_000_000, arrival: 100_000 })
  const changed = Object.keys(diff(before.state, after.state) ?? {}).some((key) => key !== 'scoreline')
  if (changed || !isEqual(before.memory, after.memory)) return 'changes the board'
  if (sport.surprises(event, before, after).length > 0) return 'warns'
  if (sport.isShownOnly(event)) return 'is for display only'
  return confirms(event, after.state) ? 'says what the board shows' : 'vanishes'
}

describe.each([...sports.values()].map((sport) => ({ sport, name: sport.name })))(
  '[H4] nothing vanishes in silence in $name:',
  ({ sport }) => {
    const types = Object.entries(schemasOf(sport).events)
    /** Read once for all boards. */
    const tried = types.map(([type, { examples = [] }]) => {
      return [type, examples.map((example) => parseEvent(sport, { ...(example as object), id: 'tried' }))] as const
    })
    let played: Promise<Reduced[]> | undefined
    /** The same for all tests, as nothing changes them. */
    const boards = () => {
      played ??= boardsOf(sport)
      return played
    }

    it('each event type, on each board, changes it or warns, unless it is for display only or the board says so already', async () => {
      expect((await boards()).length).toBeGreaterThan(BOARDS)
      const seen = new Set<string>()
      const vanished = new Map<string, number>()
      for (const [type, examples] of tried) {
        expect(examples.length, type).toBeGreaterThan(0)
        for (const board of await boards()) {
          for (const event of examples) {
            const outcome = outcomeOf(sport, board, event)
            seen.add(outcome)
            if (outcome === 'vanishes') vanished.set(type, (vanished.get(type) ?? 0) + 1)
          }
        }
      }
      expect([...vanished]).toEqual([])
      expect([...seen].sort()).toEqual([
        'changes the board',
        'is for display only',
        'says what the board shows',
        'warns',
      ])
    })

    it('what scores on a board on which nothing is played, and leaves it so', async () => {
      const silent = new Set<string>()
      for (const played of await boards()) {
        for (const status of ['suspended', 'ended', 'abandoned'] as const) {
          const set = parseEvent(sport, { id: 'stop', type: 'status_set', status })
          const board = foldOne(sport, played, { event: set, at: 8_000_000, arrival: 90_000 })
          for (const [type, examples] of tried) {
            for (const event of examples) {
              const after = foldOne(sport, board, { event, at: 9_000_000, arrival: 100_000 })
              const scores =
                !isEqual({ ...board.state.score }, { ...after.state.score }) && after.state.status === status
              if (scores && !SAYS_THE_SCORE.has(type) && sport.surprises(event, board, after).length === 0) {
                silent.add(`${type}, ${status}`)
              }
            }
          }
        }
      }
      expect([...silent]).toEqual([])
    })

    it('a period that it does not have', async () => {
      const silent = new Set<string>()
      for (const [type, { examples = [] }] of types) {
        const fields = sport.events[type]
        if (TAKES_ANY_NAME.has(`${sport.name} ${type}`) || SHOOTOUT.test(type)) continue
        if (fields && isDisplayOnly(fields)) continue
        const event = parseEvent(sport, { ...(examples[0] as MatchEvent), id: 'tried', period: 'no such' })
        for (const board of await boards()) {
          const after = foldOne(sport, board, { event, at: 9_000_000, arrival: 100_000 })
          if (!sport.surprises(event, board, after).some(({ code }) => SAYS_UNKNOWN.has(code))) silent.add(type)
        }
      }
      expect([...silent]).toEqual([])
    })

    it('a type that it does not know, and a field that its type does not know', async () => {
      const silent = new Set<string>()
      for (const board of fewOf(await boards())) {
        for (const [type, { examples = [] }] of types) {
          const [example] = examples as MatchEvent[]
          const event = parseEvent(sport, { ...example, id: 'tried', 'no such': { field: 1 } })
          const codes = sport.surprises(event, board, board).map(({ code }) => code)
          if (!codes.includes('unknown-field')) silent.add(`a field of ${type}`)
          const [warning] = sport.surprises({ id: 'tried', type: `${type}x` }, board, board)
          if (!warning?.detail.includes(`did you mean "${type}"?`)) silent.add(`${type}x`)
        }
      }
      expect([...silent]).toEqual([])
    })
  },
)
