import type { Side } from '../../../src/match/state.ts'
import { type GameScript, other } from './script/game-script.ts'
import type { InventedGame } from './script/invented-game.ts'
import { someone } from './script/squads.ts'

const CODES: Readonly<Record<Side, string>> = { home: 'IRN', away: 'GAL' }

/** A drive as it stands: who has the ball, how far from the goal line, which down. */
interface Drive {
  team: Side
  yards: number
  down: number
  distance: number
}

/** Drives from kick-off to kick-off, in four quarters. */
export const americanFootball: InventedGame = {
  fixture: {
    match: 'ironworks-sunday',
    sport: 'american-football',
    format: 'nfl',
    competitionName: 'Inland Football League',
    venue: 'Ironworks Field',
    home: { name: 'Ironworks Hammers', code: CODES.home, colour: '#374151' },
    away: { name: 'Galloway Chargers', code: CODES.away, colour: '#7c2d12' },
  },
  isWanted: ({ score }) =>
    score.home !== score.away && Math.abs(score.home - score.away) < 4 && score.home > 16 && score.away > 16,
  play(script) {
    script.note('match_start')
    let drive = startOf('away')
    for (const n of [1, 2, 3, 4]) {
      let mustKick = n % 2 === 1
      if (n === 3) drive = startOf('home')
      script.period(n, { seconds: 900, shows: 'left' }, 32, () => {
        if (mustKick) script.say('kickoff', { team: other(drive.team) })
        const next = mustKick ? drive : playDown(script, drive)
        mustKick = next === undefined
        drive = next ?? startOf(other(drive.team))
        return false
      })
    }
    script.note('match_end')
    script.note('match_final')
    return { overtimes: 0, method: '' }
  },
}

function startOf(team: Side): Drive {
  return { team, yards: 72, down: 1, distance: 10 }
}

/** @returns the drive that goes on or follows; undefined after a score: somebody has to kick off */
function playDown(script: GameScript, drive: Drive): Drive | undefined {
  const { random } = script
  const { team, yards, down, distance } = drive
  const player = someone(random, team)
  if (down === 4) return fourthDown(script, drive)
  if (random.chance(0.025)) {
    script.say('turnover', { team, player, kind: random.pick(['interception', 'fumble']) })
    return { team: other(team), yards: Math.max(20, 100 - yards), down: 1, distance: 10 }
  }
  const gained = Math.min(yards, random.chance(0.12) ? 12 + random.int(25) : random.int(11) - 1)
  script.say('play', { team, player, down, distance, spot: spotOf(team, yards), yards: gained })
  if (gained === yards) return touchdown(script, team, player)
  if (gained >= distance) return { team, yards: yards - gained, down: 1, distance: Math.min(10, yards - gained) }
  return { team, yards: yards - gained, down: down + 1, distance: distance - gained }
}

function fourthDown(script: GameScript, { team, yards }: Drive): Drive | undefined {
  const player = someone(script.random, team)
  if (yards > 36) {
    script.say('punt', { team, player })
    return { team: other(team), yards: Math.min(80, 140 - yards), down: 1, distance: 10 }
  }
  const made = script.random.chance(0.82)
  script.say('field_goal', { team, player, made, yards: yards + 17 })
  if (!made) return { team: other(team), yards: 100 - yards, down: 1, distance: 10 }
  script.score[team] += 3
  return undefined
}

function touchdown(script: GameScript, team: Side, player: string): undefined {
  const { random } = script
  script.say('touchdown', { team, player, kind: random.pick(['rush', 'pass']) })
  script.score[team] += 6
  const made = random.chance(0.93)
  script.say('extra_point', { team, player: someone(random, team), made })
  if (made) script.score[team] += 1
}

/** `IRN 28`: in the half of the side whose goal line is nearer. */
function spotOf(team: Side, yards: number): string {
  return yards > 50 ? `${CODES[team]} ${100 - yards}` : `${CODES[other(team)]} ${yards}`
}
