import type { Side } from '../../../src/match/state.ts'
import { type GameScript, other } from './script/game-script.ts'
import type { InventedGame } from './script/invented-game.ts'

const TO = 6
const VISITS = [180, 140, 140, 137, 125, 121, 100, 100, 97, 95, 85, 81, 60, 60, 58, 45, 41, 26]

export const darts: InventedGame = {
  fixture: {
    match: 'winter-darts-night',
    sport: 'darts',
    format: 'legs-11',
    competitionName: 'Winter Darts Night',
    venue: 'Corn Exchange',
    home: { name: 'Hal Verne', code: 'VER', colour: '#166534' },
    away: { name: 'Rex Holm', code: 'HOL', colour: '#9a3412' },
  },
  isWanted: ({ score, lines }) =>
    score.home + score.away === 2 * TO - 2 &&
    lines.some(({ bust }) => bust) &&
    lines.some(({ points }) => points === 180),
  play(script) {
    script.note('match_start', { server: 'home' })
    let opener: Side = 'home'
    let isMistaken = false
    while (Math.max(script.score.home, script.score.away) < TO) {
      const winner = playLeg(script, opener)
      if (!isMistaken && script.score.home + script.score.away === 3) {
        isMistaken = true
        script.note('leg_won', { team: winner })
        script.lines.push({ op: 'delete', id: script.lastId, reason: 'given twice' })
      }
      script.score[winner] += 1
      opener = other(opener)
    }
    script.note('match_end')
    script.note('match_final')
    return { overtimes: 0, method: '' }
  },
}

function playLeg(script: GameScript, opener: Side): Side {
  const { random } = script
  const left = { home: 501, away: 501 }
  for (let team = opener; ; team = other(team)) {
    if (left[team] <= 110 && left[team] !== 99 && random.chance(0.45)) {
      script.note('visit', { team, points: left[team], darts: 1 + random.int(3) })
      return team
    }
    const points = random.pick([...VISITS, 7, 0].filter((each) => left[team] - each >= 2))
    if (left[team] < 60 && random.chance(0.2)) {
      script.note('visit', { team, points, bust: true })
      continue
    }
    left[team] -= points
    script.note('visit', { team, points })
  }
}
