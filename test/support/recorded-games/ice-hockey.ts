import type { Side } from '../../../src/match/state.ts'
import { type GameScript, other, sideOf } from './script/game-script.ts'
import type { InventedGame } from './script/invented-game.ts'
import { shootout } from './script/shootout.ts'
import { mateOf, someone } from './script/squads.ts'

const PERIOD = { seconds: 1200, shows: 'left' } as const
const OVERTIME = { seconds: 300, shows: 'left' } as const

/** A match of the regular season that a shoot-out decides. */
export const iceHockey: InventedGame = {
  fixture: {
    match: 'northgate-ice',
    sport: 'ice-hockey',
    format: 'nhl',
    competitionName: 'Northern Ice League',
    venue: 'Northgate Arena',
    home: { name: 'Northgate Wolves', code: 'NGW', colour: '#24447a' },
    away: { name: 'Lakeside Pikes', code: 'LKP', colour: '#2c7a4b' },
  },
  isWanted: ({ score, method }) => method === ' in a shoot-out' && score.home + score.away === 5,
  play(script) {
    script.note('match_start')
    for (const n of [1, 2, 3]) playPeriod(script, n)
    const isLevel = () => script.score.home === script.score.away
    let method = ''
    if (isLevel()) {
      method = ' in overtime'
      script.period(4, OVERTIME, 20, () => {
        chance(script, sideOf(script.random), 0.08)
        return !isLevel()
      })
    }
    if (isLevel()) {
      method = ' in a shoot-out'
      script.score[shootout(script, { rounds: 3, chance: 0.35 }).winner] += 1
    }
    script.note('match_end')
    script.note('match_final')
    return { overtimes: method === '' ? 0 : 1, method }
  },
}

function playPeriod(script: GameScript, n: number): void {
  const { random } = script
  let isPenaltyTold = false
  script.period(n, PERIOD, 32, (second) => {
    const side = sideOf(random)
    if (random.chance(0.3)) script.say('faceoff', { team: side })
    else if (random.chance(0.07) && !isPenaltyTold && second < 1000) {
      isPenaltyTold = true
      const kind = random.pick(['hooking', 'tripping', 'interference', 'high-sticking'])
      script.say('penalty', { team: side, player: someone(random, side), minutes: 2, kind })
    } else chance(script, side, 0.085)
    return false
  })
}

function chance(script: GameScript, team: Side, share: number): void {
  const { random } = script
  const player = someone(random, team)
  if (!random.chance(share)) {
    script.say('shot', { team, player })
    return
  }
  script.say('goal', { team, player, assist: mateOf(random, team, player), strength: 'ev' })
  script.score[team] += 1
  script.pass(5)
  script.say('faceoff', { team: other(team) })
}
