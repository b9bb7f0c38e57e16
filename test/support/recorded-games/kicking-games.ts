import type { Side } from '../../../src/match/state.ts'
import { type GameScript, other, sideOf } from './script/game-script.ts'
import type { InventedGame } from './script/invented-game.ts'
import { someone } from './script/squads.ts'

const HALF = { seconds: 2400, shows: { before: 0 } } as const
const SECOND = { seconds: 2400, shows: { before: 2400 } } as const

interface Code {
  readonly tryPoints: number
  readonly penaltyPoints: number
  readonly tryShare: number
}

const UNION: Code = { tryPoints: 5, penaltyPoints: 3, tryShare: 0.09 }
const LEAGUE: Code = { tryPoints: 4, penaltyPoints: 2, tryShare: 0.13 }

export const rugbyUnion: InventedGame = {
  fixture: {
    match: 'valley-derby',
    sport: 'rugby-union',
    competitionName: 'Valley Premiership',
    venue: 'Quarry Park',
    home: { name: 'Quarry Rams', code: 'QRR', colour: '#7a1f2b' },
    away: { name: 'Estuary Terns', code: 'EST', colour: '#155e75' },
  },
  isWanted: ({ score, lines }) =>
    score.home > 15 && score.away > 15 && Math.abs(score.home - score.away) < 4 && has(lines, 'yellow'),
  play: (script) => playRugby(script, UNION),
}

export const rugbyLeague: InventedGame = {
  fixture: {
    match: 'dockers-night',
    sport: 'rugby-league',
    format: 'nrl',
    competitionName: 'Friday Night League',
    venue: 'Dock Road',
    home: { name: 'Dock Road Anchors', code: 'DRA', colour: '#0f4c81' },
    away: { name: 'Hillside Foxes', code: 'HSF', colour: '#b45309' },
  },
  isWanted: ({ score, lines }) =>
    score.home > 11 &&
    score.away > 11 &&
    score.home !== score.away &&
    Math.abs(score.home - score.away) < 7 &&
    has(lines, 'yellow'),
  play: (script) => playRugby(script, LEAGUE),
}

function has(lines: readonly object[], card: string): boolean {
  return lines.some((line) => 'card' in line && line.card === card)
}

function playRugby(script: GameScript, code: Code) {
  script.note('match_start')
  playHalf(script, 1, HALF, code)
  playHalf(script, 2, SECOND, code)
  script.note('match_end')
  script.note('match_final')
  return { overtimes: 0, method: '' }
}

function playHalf(script: GameScript, n: number, clocked: typeof HALF | typeof SECOND, code: Code): void {
  const { random } = script
  script.period(n, clocked, 55, (second) => {
    const team = sideOf(random)
    const player = someone(random, team)
    if (random.chance(code.tryShare)) scoreTry(script, team, player, code)
    else if (random.chance(0.08)) kick(script, team, player, code)
    else if (random.chance(0.02) && second < 1800) script.say('card', { team, player, card: 'yellow' })
    else if (random.chance(0.3)) script.say('penalty', { team })
    else script.say(random.pick(['scrum', 'line_out']), { team })
    return false
  })
}

function scoreTry(script: GameScript, team: Side, player: string, { tryPoints }: Code): void {
  const { random } = script
  script.say('try', { team, player })
  script.score[team] += tryPoints
  script.pass(60)
  const made = random.chance(0.72)
  script.say('conversion', { team, player: someone(random, team), made })
  if (made) script.score[team] += 2
}

function kick(script: GameScript, team: Side, player: string, { penaltyPoints }: Code): void {
  script.say('penalty', { team })
  script.pass(50)
  const made = script.random.chance(0.75)
  script.say('penalty_goal', { team, player, made })
  if (made) script.score[team] += penaltyPoints
}

const QUARTER = { seconds: 1700, shows: 'passed' } as const

export const australianRules: InventedGame = {
  fixture: {
    match: 'saltbush-final',
    sport: 'australian-rules',
    competitionName: 'Southern League',
    venue: 'Saltbush Oval',
    home: { name: 'Saltbush Kites', code: 'KIT', colour: '#b91c1c' },
    away: { name: 'Gumtree Rovers', code: 'GUM', colour: '#166534' },
  },
  isWanted: ({ score }) => score.home !== score.away && Math.abs(score.home - score.away) < 6 && score.home > 60,
  play(script) {
    const { random } = script
    script.note('match_start')
    for (const n of [1, 2, 3, 4]) {
      script.period(n, QUARTER, 36, () => {
        const team = sideOf(random)
        const player = someone(random, team)
        if (random.chance(0.14)) {
          script.say('goal', { team, player })
          script.score[team] += 6
        } else if (random.chance(0.15)) {
          const rushed = random.chance(0.2)
          script.say('behind', rushed ? { team, rushed } : { team, player })
          script.score[team] += 1
        } else if (random.chance(0.55)) script.say('mark', { team, player })
        else
          script.say(random.pick(['free_kick', 'tackle']), { team: other(team), player: someone(random, other(team)) })
        return false
      })
    }
    script.note('match_end')
    script.note('match_final')
    return { overtimes: 0, method: '' }
  },
}
