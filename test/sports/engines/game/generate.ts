import { formatClock } from '../../../../src/match/clock.ts'
import type { MatchEvent } from '../../../../src/match/event.ts'
import type { GameFormat } from '../../../../src/sports/engines/game/format.ts'
import type { Game } from '../../../../src/sports/engines/game/game.ts'
import { gameRules } from '../../../../src/sports/engines/game/periods.ts'
import type { SeededRandom } from '../../../support/seeded-random.ts'
import type { PlayedMatch, SportExamples } from '../../../support/sports/sport-examples.ts'

/** What a generated game needs of a sport: its table, and how often things happen. */
export interface Played extends Pick<Game, 'format' | 'presets' | 'events' | 'clock' | 'follows'> {
  /** Seconds between two events, about. */
  readonly everySeconds: number
  readonly keyEvents: SportExamples['keyEvents']
}

/** The examples of a sport that is a table: its own events, as their schemas give them as examples, at random times. */
export function gameExamples(played: Played): SportExamples {
  return {
    generate: (random) => generateGame(played, random),
    keyEvents: played.keyEvents,
    scoreline: {
      mainOf: ({ score, detail, format }, side) => mainOf(score[side], detail, format, side),
      // A shoot-out that goes on has no column: it stands beside, or becomes one goal.
      columnOf: ({ period }) => (period?.label === 'SO' ? undefined : period?.label),
    },
  }
}

function mainOf(score: number, detail: object, format: object | undefined, side: 'home' | 'away'): string {
  const { shootout } = detail as { readonly shootout?: Record<'home' | 'away', number> }
  const isApart = shootout && (format as GameFormat).shootout !== 'counts_one'
  return isApart ? `${score} (${shootout[side]})` : String(score)
}

function generateGame(
  { format: schema, presets, events: own, clock, everySeconds, follows = {} }: Played,
  random: SeededRandom,
): PlayedMatch {
  const preset = random.pick(Object.keys(presets))
  const format = schema.parse(presets[preset])
  const hasShootout = format.shootout !== 'none' && random.chance(0.4)
  const rules = gameRules(format, clock)
  const types = Object.keys(own).filter((type) => follows[type] === undefined)
  const events: MatchEvent[] = []
  const say = (type: string, fields: object = {}) => events.push({ id: `g${events.length}`, type, ...fields })
  say('match_start')
  for (let n = 1; n <= format.periods; n += 1) {
    const plan = rules.plan(n)
    if (plan === undefined) break
    const lengthMs = Math.abs(plan.endMs - plan.startMs)
    say('period_start', { period: n })
    for (
      let ms = 1000 * (1 + random.int(everySeconds));
      ms < lengthMs;
      ms += 1000 * (2 + random.int(2 * everySeconds))
    ) {
      const team = random.pick(['home', 'away'] as const)
      const tell = (type: string, side: 'home' | 'away', afterMs: number) => {
        const shown = plan.startMs > plan.endMs ? plan.startMs - afterMs : plan.startMs + afterMs
        const examples = (own[type]?.meta()?.['examples'] ?? [{}]) as readonly object[]
        const example = random.pick(examples)
        const sided = 'team' in example ? { ...example, team: side } : example
        // Nobody does so much that he has to leave.
        const named = 'player' in sided ? { ...sided, player: `Player ${events.length}` } : sided
        say(type, { ...named, period: n, clock: formatClock(shown) })
      }
      const type = random.pick(types)
      tell(type, team, ms)
      const [next] = random.shuffle(Object.entries(follows).filter(([, { types: causes }]) => causes.includes(type)))
      // A second later: events that are placed by their clock have each another one.
      if (next && random.chance(0.8) && ms + 1000 < lengthMs) {
        tell(next[0], next[1].of === 'same' ? team : team === 'home' ? 'away' : 'home', ms + 1000)
      }
    }
    if (n === format.periods && hasShootout) {
      say('score_set', { score: { home: 2, away: 2 }, period: n, clock: formatClock(plan.endMs) })
    }
    say('period_end', { period: n })
  }
  if (hasShootout) playShootout(random, format.shootoutRounds, say)
  say('match_end')
  return { format: preset, events, isPlacedByClock: true }
}

/** Attempts in turn until one side cannot be caught any more, as a spectator counts them. */
function playShootout(random: SeededRandom, rounds: number, say: (type: string, fields: object) => void): void {
  const scored = { home: 0, away: 0 }
  for (let round = 1; ; round += 1) {
    for (const team of ['home', 'away'] as const) {
      const isIn = random.chance(0.6)
      scored[team] += isIn ? 1 : 0
      say('shootout_attempt', { team, scored: isIn })
      const left = Math.max(0, rounds - round)
      const leftOf = { home: left, away: left + (team === 'home' ? 1 : 0) }
      if (scored.home > scored.away + leftOf.away || scored.away > scored.home + leftOf.home) return
    }
  }
}
