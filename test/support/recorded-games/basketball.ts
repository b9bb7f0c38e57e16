import type { Side } from '../../../src/match/state.ts'
import { type GameScript, other, sideOf } from './script/game-script.ts'
import type { InventedGame } from './script/invented-game.ts'
import { mateOf, someone } from './script/squads.ts'

const QUARTER = { seconds: 600, shows: 'left' } as const
const OVERTIME = { seconds: 300, shows: 'left' } as const

/** Four quarters under the rules of FIBA, level at their end. */
export const basketball: InventedGame = {
  fixture: {
    match: 'harbour-ballers',
    sport: 'basketball',
    format: 'fiba',
    competitionName: 'Coast League',
    round: 'Round 9',
    venue: 'Harbour Hall',
    home: { name: 'Harbour Herons', code: 'HER', colour: '#0b5fa5' },
    away: { name: 'Milltown Owls', code: 'OWL', colour: '#8a1c2b' },
  },
  isWanted: ({ score, overtimes }) => overtimes === 1 && Math.abs(score.home - score.away) < 6 && score.home > 60,
  play(script) {
    script.note('match_start')
    for (const n of [1, 2, 3, 4]) playPeriod(script, n, QUARTER)
    let overtimes = 0
    while (script.score.home === script.score.away && overtimes < 3) {
      overtimes += 1
      playPeriod(script, 4 + overtimes, OVERTIME)
    }
    script.note('match_end')
    script.note('match_final')
    return { overtimes, method: overtimes > 0 ? ' in overtime' : '' }
  },
}

function playPeriod(script: GameScript, n: number, clocked: typeof QUARTER | typeof OVERTIME): void {
  const fouls: Record<Side, number> = { home: 0, away: 0 }
  script.period(n, clocked, 17, () => {
    const { random } = script
    const side = sideOf(random)
    const player = someone(random, side)
    const what = random.int(100)
    if (what < 38) basket(script, side, player, random.chance(0.28) ? 3 : 2)
    else if (what < 66) miss(script, side, player)
    else if (what < 80) foul(script, side, player, fouls)
    else if (what < 92) {
      script.say('turnover', { team: side, player, kind: random.pick(['bad pass', 'travelling', 'shot clock']) })
      if (random.chance(0.5)) script.say('steal', { team: other(side), player: someone(random, other(side)) })
    } else if (what < 94) {
      script.say('timeout', { team: side })
      script.say('timeout_end')
    } else script.say('substitution', { team: side, off: player, on: mateOf(random, side, player) })
    return false
  })
}

function basket(script: GameScript, team: Side, player: string, points: number): void {
  const { random } = script
  const assist = random.chance(0.55) && { assist: mateOf(random, team, player) }
  script.say('field_goal', { team, points, player, ...assist })
  script.score[team] += points
}

function miss(script: GameScript, team: Side, player: string): void {
  const { random } = script
  script.say('missed_shot', { team, player, points: random.pick([2, 2, 3]) })
  script.pass(1)
  const isOffensive = random.chance(0.27)
  const rebounder = isOffensive ? team : other(team)
  script.say('rebound', {
    team: rebounder,
    player: someone(random, rebounder),
    kind: isOffensive ? 'offensive' : 'defensive',
  })
}

function foul(script: GameScript, team: Side, player: string, fouls: Record<Side, number>): void {
  const { random } = script
  const kind = random.pick(['personal', 'personal', 'shooting', 'shooting', 'offensive'])
  script.say('foul', { team, player, kind })
  if (kind === 'offensive') return
  fouls[team] += 1
  if (kind !== 'shooting' && fouls[team] < 5) return
  const shooter = someone(random, other(team))
  for (const n of [1, 2]) {
    const made = random.chance(0.74)
    script.say('free_throw', { team: other(team), player: shooter, made, n, of: 2 })
    if (made) script.score[other(team)] += 1
  }
}
