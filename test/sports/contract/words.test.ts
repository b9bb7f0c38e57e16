import { describe, expect, it } from 'vitest'
import type { MatchEvent } from '../../../src/match/event.ts'
import type { MatchState, Score } from '../../../src/match/state.ts'
import { isOver } from '../../../src/sports/common/status.ts'
import type { StoryItem } from '../../../src/sports/contract/presentation.ts'
import { parseEvent } from '../../../src/sports/contract/reading/parse-event.ts'
import type { Sport } from '../../../src/sports/contract/sport.ts'
import { presentationOf } from '../../../src/sports/presentations.ts'
import { sports } from '../../../src/sports/registry.ts'
import { schemasOf } from '../../support/schemas/schemas-of.ts'
import { seededRandom } from '../../support/seeded-random.ts'
import { MatchBuilder } from '../../support/sports/match-builder.ts'
import { examplesOf } from '../../support/sports/sport-examples.ts'

type Boards = readonly MatchBuilder[]

/** A match that has not begun, one in mid-play, and one that is over: an event means something else in each. */
async function boardsOf(sport: Sport): Promise<Boards> {
  const { generate } = await examplesOf(sport)
  const { format, events } = generate(seededRandom(1))
  const match = new MatchBuilder(sport, format)
  const boards = [match.fork()]
  for (const [index, { type, ...fields }] of events.entries()) {
    if (index === Math.floor(events.length / 2)) boards.push(match.fork())
    match.send(type, fields)
  }
  return [...boards, match]
}

/** The lines of one event, sent to this match. */
function linesOf(match: MatchBuilder, event: MatchEvent): readonly StoryItem[] {
  const before = match.state
  match.send(event.type, event)
  const entries = [{ event: parseEvent(match.sport, event), isDeleted: false, before, after: match.state }]
  return presentationOf(match.sport.name)
    .story.tell(entries, match.state)
    .map(({ item }) => item)
}

/** True if more or less stands on the board. A game that is no longer over gives back the goal of its shoot-out. */
function isOtherTotal(before: MatchState, after: MatchState): boolean {
  const isOnAgain = isOver(before.status) && !isOver(after.status)
  return before.scoreline.home.main !== '' && !isOnAgain && totalOf(before) !== totalOf(after)
}

function totalOf({ score, detail }: MatchState): number {
  const { home = 0, away = 0 } = (detail as { readonly shootout?: Partial<Score> }).shootout ?? {}
  return score.home + score.away + home + away
}

/** A reason may be one of a list instead. */
function isFreeText(schema: object | boolean | undefined): boolean {
  return typeof schema === 'object' && !Object.hasOwn(schema, 'enum')
}

describe.each([...sports.values()].map((sport) => ({ sport, name: sport.name })))('the words of $name', ({ sport }) => {
  let played: Promise<Boards> | undefined
  /** Copies for each test, of matches that are played once. */
  const boards = async () => {
    played ??= boardsOf(sport)
    return (await played).map((board) => board.fork())
  }

  it('tell every event type, unless it is left out on purpose', async () => {
    const { untold = new Set() } = presentationOf(sport.name).story
    const fresh = await boards()
    for (const [type, { examples = [] }] of Object.entries(schemasOf(sport).events)) {
      for (const [index, match] of fresh.map((board) => board.fork()).entries()) {
        for (const example of examples as MatchEvent[]) {
          const before = match.state
          const lines = linesOf(match, { ...example, id: `told ${index}` })
          if (untold.has(type)) expect(lines, type).toEqual([])
          else expect(lines.length, type).toBeGreaterThan(0)
          for (const { title, detail = '', tone } of lines) {
            expect(tone, `${type}: ${title}`).not.toBe('unknown')
            expect(title.trim(), type).not.toBe('')
            expect(`${title} ${detail}`, type).not.toMatch(/_|undefined|null|\[object|NaN|[a-z][A-Z]/)
            // Nothing is said twice: a detail is what the title does not say yet.
            const said = [title, ...(detail === '' ? [] : detail.split(' · '))].map((words) => words.toLowerCase())
            expect(said, type).toEqual([...new Set(said)])
          }
          if (!isOtherTotal(before, match.state) || lines.length === 0) continue
          // Tennis has the points where others have the time.
          const scores = lines.map(({ score = '', when = '' }) => score + when).join('')
          expect(scores, `the score of ${JSON.stringify(example)}`).toMatch(/\d/)
        }
      }
    }
  })

  it('tell whom it is about, why, and what the feed says itself, of every event that is told', async () => {
    const [, board] = await boards()
    for (const [type, { examples = [], properties = {} }] of Object.entries(schemasOf(sport).events)) {
      const { player: _, ...example } = { ...(examples as MatchEvent[])[0] }
      const said = {
        ...(Object.hasOwn(properties, 'player') && { player: 'Ada Quux' }),
        ...(isFreeText(properties['reason']) && { reason: 'a dog on the pitch' }),
        text: 'As nobody has seen it before.',
      }
      const lines = linesOf((board as MatchBuilder).fork(), { ...example, ...said, id: 'told', type })
      const line = lines.map(({ title, detail = '' }) => `${title} ${detail}`.toLowerCase()).join('\n')
      const sought = type === 'note' ? ['as nobody'] : Object.values(said)
      if (lines.length > 0) for (const words of sought) expect(line, type).toContain(words.toLowerCase())
    }
  })

  it('tell a type that the sport does not know as such', async () => {
    for (const match of await boards()) {
      const lines = linesOf(match, { id: 'told', type: 'red_kard', team: 'home', player: 'Ann' })
      expect(lines).toMatchObject([{ tone: 'unknown', title: '“red_kard”' }])
    }
  })
})
