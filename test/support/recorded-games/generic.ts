import { type GameScript, sideOf } from './script/game-script.ts'
import type { InventedGame } from './script/invented-game.ts'

const QUARTERS = 4
const MINUTES = 10

/** A game that Touchline has no rules of: korfball, four quarters by the clock, each basket a point. */
export const generic: InventedGame = {
  fixture: {
    match: 'polder-korfball',
    sport: 'generic',
    format: { clock: 'down', periods: QUARTERS, periodMin: MINUTES, periodLabel: 'Q' },
    competitionName: 'Polder Korfball',
    venue: 'Dyke Hall',
    home: { name: 'Windmill', code: 'WIN', colour: '#1e40af' },
    away: { name: 'Low Land', code: 'LOW', colour: '#9a3412' },
  },
  isWanted: ({ score, lines }) => score.home !== score.away && lines.some(({ type }) => type === 'card'),
  play(script) {
    script.note('match_start')
    for (let n = 1; n <= QUARTERS; n += 1) {
      script.period(n, { seconds: MINUTES * 60, shows: 'left' }, 45, () => happen(script))
      if (n < QUARTERS) script.note('break_start', { kind: n === QUARTERS / 2 ? 'half_time' : 'break' })
    }
    script.note('match_end')
    script.note('match_final')
    return { overtimes: 0, method: '' }
  },
}

function happen(script: GameScript): boolean {
  const team = sideOf(script.random, 0.53)
  if (script.random.chance(0.65)) {
    script.say('score', { team, points: 1 })
    script.score[team] += 1
  } else if (script.random.chance(0.8)) script.say('foul', { team })
  else script.say('card', { team, card: 'yellow' })
  return false
}
