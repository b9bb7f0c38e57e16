import type { Side } from '../../../src/match/state.ts'
import { type GameScript, other, sideOf } from './script/game-script.ts'
import type { InventedGame } from './script/invented-game.ts'

const MAPS = ['Mirage', 'Inferno', 'Ancient']
const TO_WIN = 13
const EACH = 3

type Rounds = Readonly<Record<Side, number>>

/** Counter-Strike 2, the best of three maps, one of them in overtime. */
export const esports: InventedGame = {
  fixture: {
    match: 'night-server-final',
    sport: 'esports',
    format: 'cs2',
    competitionName: 'Night Server League',
    round: 'Final',
    venue: 'Old Turbine Hall',
    home: { name: 'Copper Foxes', code: 'FOX', colour: '#b45309' },
    away: { name: 'Hollow Tide', code: 'TIDE', colour: '#0e7490' },
  },
  isWanted: ({ score, lines }) =>
    score.home + score.away === 3 && lines.filter(({ type }) => type === 'round').length > 72,
  play(script) {
    vetoes(script)
    script.note('match_start')
    const played: Rounds[] = []
    while (Math.max(script.score.home, script.score.away) < 2) {
      const map = playMap(script, played.length)
      played.push(map)
      script.score[map.home > map.away ? 'home' : 'away'] += 1
    }
    script.note('match_end')
    script.note('match_final')
    const winner: Side = script.score.home > script.score.away ? 'home' : 'away'
    const dashed = (score: Rounds) => `${score[winner]}–${score[other(winner)]}`
    return {
      overtimes: 0,
      method: '',
      ends: `${esports.fixture[winner].name} won ${dashed(script.score)} (${played.map(dashed).join(', ')})`,
    }
  },
}

function vetoes(script: GameScript): void {
  script.note('veto', { action: 'ban', map: 'Nuke', team: 'home' })
  script.note('veto', { action: 'ban', map: 'Overpass', team: 'away' })
  script.note('veto', { action: 'pick', map: MAPS[0], team: 'home' })
  script.note('veto', { action: 'pick', map: MAPS[1], team: 'away' })
  script.note('veto', { action: 'ban', map: 'Train', team: 'home' })
  script.note('veto', { action: 'ban', map: 'Dust2', team: 'away' })
  script.note('veto', { action: 'decider', map: MAPS[2] })
}

/** Twelve rounds a half; level, overtimes of six rounds. A round is taken back where the server was restored. */
function playMap(script: GameScript, index: number): Rounds {
  const { random } = script
  const won = { home: 0, away: 0 }
  const isHomeFirst = index % 2 === 0
  const sides = isHomeFirst ? { home: 'CT', away: 'T' } : { home: 'T', away: 'CT' }
  script.note('period_start', { period: index + 1, map: MAPS[index], sides })
  let target = TO_WIN
  while (Math.max(won.home, won.away) < target) {
    if (random.chance(0.03)) script.note('timeout', { team: sideOf(random) })
    const team = sideOf(random, 0.51)
    script.note('round', { team, how: random.pick(['elimination', 'elimination', 'bomb', 'defuse', 'time']) })
    if (random.chance(0.01)) {
      script.lines.push({ op: 'delete', id: script.lastId, reason: 'restored from backup' })
      continue
    }
    won[team] += 1
    const isLevel = won.home === won.away && won.home === target - 1
    if (!isLevel) continue
    target += EACH
    script.note('sides', sides)
  }
  return won
}
