import type { Side } from '../../../src/match/state.ts'
import { type GameScript, other, sideOf } from './script/game-script.ts'
import type { InventedGame } from './script/invented-game.ts'
import { shootout } from './script/shootout.ts'
import { mateOf, someone } from './script/squads.ts'

const HANDBALL_HALF = 1800

/** Goals on both ends, suspensions, timeouts. */
export const handball: InventedGame = {
  fixture: {
    match: 'hall-of-thirds',
    sport: 'handball',
    competitionName: 'Harbour Handball League',
    venue: 'Hall of Thirds',
    home: { name: 'Thirdhaven Gulls', code: 'THG', colour: '#0e7490' },
    away: { name: 'Brickworks Union', code: 'BWU', colour: '#9a3412' },
  },
  isWanted: ({ score }) => score.home !== score.away && Math.abs(score.home - score.away) < 3 && score.home > 24,
  play(script) {
    const { random } = script
    script.note('match_start')
    for (const n of [1, 2]) {
      script.period(n, { seconds: HANDBALL_HALF, shows: { before: (n - 1) * HANDBALL_HALF } }, 30, () => {
        const team = sideOf(random)
        const player = someone(random, team)
        if (random.chance(0.44)) {
          script.say('goal', { team, player, ...(random.chance(0.12) && { kind: 'seven_metre' }) })
          script.score[team] += 1
        } else if (random.chance(0.5)) script.say('save', { team: other(team), player: someone(random, other(team)) })
        else if (random.chance(0.13)) script.say('suspension', { team, player })
        else if (random.chance(0.06)) {
          script.say('timeout', { team })
          script.pass(1)
          script.say('timeout_end')
        } else script.say('turnover', { team, player })
        return false
      })
    }
    return close(script)
  },
}

/** A cup match with a foul too many. */
export const futsal: InventedGame = {
  fixture: {
    match: 'corner-court-cup',
    sport: 'futsal',
    format: 'cup',
    competitionName: 'Corner Court Cup',
    venue: 'Corner Court',
    home: { name: 'Corner Court FC', code: 'CCF', colour: '#1d4ed8' },
    away: { name: 'Lantern Street', code: 'LST', colour: '#b45309' },
  },
  isWanted: ({ score, lines }) =>
    score.home !== score.away &&
    Math.abs(score.home - score.away) === 1 &&
    score.home > 2 &&
    JSON.stringify(lines).includes('ten_metre'),
  play(script) {
    const { random } = script
    script.note('match_start')
    for (const n of [1, 2]) {
      const fouls: Record<Side, number> = { home: 0, away: 0 }
      script.period(n, { seconds: 1200, shows: 'left' }, 26, () => {
        const team = sideOf(random)
        const player = someone(random, team)
        if (random.chance(0.09)) futsalGoal(script, team, player)
        else if (random.chance(0.24)) {
          script.say('foul', { team, player })
          fouls[team] += 1
          if (random.chance(0.12)) script.say('card', { team, player, card: 'yellow' })
          if (fouls[team] > 5) tenMetres(script, other(team))
        } else if (random.chance(0.6)) script.say('shot', { team, player })
        else script.say('save', { team: other(team), player: someone(random, other(team)) })
        return false
      })
    }
    return close(script)
  },
}

function futsalGoal(script: GameScript, team: Side, player: string): void {
  script.say('goal', { team, player, assist: mateOf(script.random, team, player) })
  script.score[team] += 1
}

function tenMetres(script: GameScript, team: Side): void {
  const player = someone(script.random, team)
  script.pass(1)
  if (script.random.chance(0.5)) {
    script.say('goal', { team, player, kind: 'ten_metre' })
    script.score[team] += 1
  } else script.say('kick_missed', { team, player, kind: 'ten_metre' })
}

/** Level after four quarters, and decided by a shoot-out whose score stands beside. */
export const fieldHockey: InventedGame = {
  fixture: {
    match: 'meadow-stick-final',
    sport: 'field-hockey',
    competitionName: 'Meadow Trophy',
    round: 'Final',
    venue: 'Meadow Lane',
    home: { name: 'Meadow Lane', code: 'MDL', colour: '#15803d' },
    away: { name: 'Riverbank', code: 'RVB', colour: '#6d28d9' },
  },
  isWanted: ({ score, lines }) => score.home === 2 && score.away === 2 && lines.some(({ card }) => card === 'green'),
  play(script) {
    const { random, score } = script
    script.note('match_start')
    for (const n of [1, 2, 3, 4]) {
      script.period(n, { seconds: 900, shows: 'left' }, 45, () => {
        const team = sideOf(random)
        const player = someone(random, team)
        if (random.chance(0.06)) {
          script.say('goal', { team, player })
          score[team] += 1
        } else if (random.chance(0.14)) script.say('penalty_corner', { team })
        else if (random.chance(0.05)) script.say('card', { team, player, card: 'green' })
        else if (random.chance(0.6)) script.say('shot', { team, player })
        else script.say('save', { team: other(team), player: someone(random, other(team)) })
        return false
      })
    }
    if (score.home !== score.away) return close(script)
    const { winner, scored } = shootout(script, { rounds: 5, chance: 0.55 })
    const name = winner === 'home' ? 'Meadow Lane' : 'Riverbank'
    const ends = `${name} won in a shoot-out, ${score.home}–${score.away} (${scored.home}–${scored.away})`
    return { ...close(script), ends }
  },
}

function close(script: GameScript) {
  script.note('match_end')
  script.note('match_final')
  return { overtimes: 0, method: '' }
}
