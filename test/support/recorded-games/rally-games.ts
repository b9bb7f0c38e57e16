import type { Side } from '../../../src/match/state.ts'
import { type GameScript, other, sideOf } from './script/game-script.ts'
import type { InventedGame, Played } from './script/invented-game.ts'

export const squash: InventedGame = {
  fixture: {
    match: 'glass-court-final',
    sport: 'squash',
    format: 'best-of-five',
    competitionName: 'Glass Court Open',
    round: 'Final',
    venue: 'Old Waterworks',
    home: { name: 'Mara Quill', code: 'QUI', colour: '#0f766e' },
    away: { name: 'Tess Halloran', code: 'HAL', colour: '#b91c1c' },
  },
  isWanted: ({ score, lines }) => score.home + score.away === 4 && lines.some(({ type }) => type === 'conduct_stroke'),
  play(script) {
    script.note('warm_up')
    script.note('match_start', { server: 'home' })
    const games = playGames(script, { games: 3, to: 11 }, (winner) => {
      const { random } = script
      if (random.chance(0.12)) script.note('let', { team: sideOf(random) })
      if (random.chance(0.01)) script.note('conduct_warning', { team: sideOf(random) })
      const type = random.chance(0.08) ? 'stroke' : random.chance(0.008) ? 'conduct_stroke' : 'point'
      script.note(type, {
        team: winner,
        ...(type === 'point' && random.chance(0.3) && { kind: random.pick(['winner', 'tin', 'out']) }),
      })
      return true
    })
    return finish(script, this, games)
  },
}

export const pickleball: InventedGame = {
  fixture: {
    match: 'harbour-doubles',
    sport: 'pickleball',
    format: 'doubles',
    competitionName: 'Harbour Paddle Tour',
    venue: 'Pier Four Courts',
    home: { name: 'Lind / Danso', code: 'L/D', colour: '#1d4ed8' },
    away: { name: 'Sato / Frost', code: 'S/F', colour: '#c2410c' },
  },
  isWanted: ({ score }) => score.home + score.away === 3,
  play(script) {
    let serves: Side = 'home'
    let serversLeft = 1
    let opens: Side = 'away'
    script.note('match_start', { server: serves })
    const games = playGames(
      script,
      { games: 2, to: 11 },
      (winner) => {
        if (script.random.chance(0.02)) script.note('timeout', { team: other(winner) })
        script.note('point', { team: winner })
        if (winner === serves) return true
        serversLeft -= 1
        if (serversLeft === 0) {
          serves = winner
          serversLeft = 2
        }
        return false
      },
      () => {
        serves = opens
        serversLeft = 1
        opens = other(opens)
      },
    )
    return finish(script, this, games)
  },
}

export const badminton: InventedGame = {
  fixture: {
    match: 'harvest-shuttle-final',
    sport: 'badminton',
    competitionName: 'Harvest Shuttle Open',
    round: 'Final',
    venue: 'Granary Hall',
    home: { name: 'Ines Varga', code: 'VAR', colour: '#7c3aed' },
    away: { name: 'Noa Leclerc', code: 'LEC', colour: '#15803d' },
  },
  isWanted: ({ score }) => score.home + score.away === 3,
  play(script) {
    script.note('match_start', { server: 'home' })
    const games = playGames(script, { games: 2, to: 21, cap: 30 }, (winner) => {
      if (script.random.chance(0.03)) script.note('challenge', { team: other(winner) })
      script.note('point', { team: winner, ...(script.random.chance(0.3) && { kind: 'smash' }) })
      return true
    })
    return finish(script, this, games)
  },
}

export const tableTennis: InventedGame = {
  fixture: {
    match: 'lantern-cup-semi',
    sport: 'table-tennis',
    format: 'best-of-five',
    competitionName: 'Lantern Cup',
    round: 'Semi-final',
    venue: 'Lantern Arena',
    home: { name: 'Jun Tanaka', code: 'TAN', colour: '#b91c1c' },
    away: { name: 'Pau Serra', code: 'SER', colour: '#1d4ed8' },
  },
  isWanted: ({ score, lines }) => score.home + score.away === 4 && lines.some(({ type }) => type === 'timeout'),
  play(script) {
    let timeouts = 2
    script.note('match_start', { server: 'home' })
    const games = playGames(script, { games: 3, to: 11 }, (winner) => {
      if (timeouts > 0 && script.random.chance(0.02)) {
        timeouts -= 2
        script.note('timeout', { team: other(winner) })
      }
      script.note('point', { team: winner })
      return true
    })
    return finish(script, this, games)
  },
}

export const volleyball: InventedGame = {
  fixture: {
    match: 'coast-league-derby',
    sport: 'volleyball',
    format: 'indoor',
    competitionName: 'Coast League',
    venue: 'Dockside Hall',
    home: { name: 'Gannet Bay', code: 'GAN', colour: '#0369a1' },
    away: { name: 'Old Pier', code: 'PIE', colour: '#a16207' },
  },
  isWanted: ({ score, lines }) => score.home + score.away === 5 && lines.some(({ type }) => type === 'challenge'),
  play(script) {
    script.note('match_start', { server: 'away' })
    const games = playGames(script, { games: 3, to: 25, last: 15 }, (winner) => {
      if (script.random.chance(0.02)) script.note('challenge', { team: other(winner) })
      script.note('point', {
        team: winner,
        ...(script.random.chance(0.5) && { kind: script.random.pick(['attack', 'block', 'ace', 'error']) }),
      })
      return true
    })
    return finish(script, this, games)
  },
}

type Game = Readonly<Record<Side, number>>

/** Plays games to so many points, two ahead or at the cap, until a side has won so many. `rally` says whether its winner has a point. */
function playGames(
  script: GameScript,
  {
    games,
    to,
    last = to,
    cap,
  }: { readonly games: number; readonly to: number; readonly last?: number; readonly cap?: number },
  rally: (winner: Side) => boolean,
  onGame: () => void = () => {},
): Game[] {
  const played: Game[] = []
  while (Math.max(script.score.home, script.score.away) < games) {
    const points = { home: 0, away: 0 }
    const target = played.length === 2 * games - 2 ? last : to
    for (;;) {
      const winner = sideOf(script.random, 0.52)
      if (!rally(winner)) continue
      points[winner] += 1
      const isWon = points[winner] >= target && points[winner] - points[other(winner)] >= 2
      if (isWon || points[winner] === cap) {
        script.score[winner] += 1
        break
      }
    }
    played.push(points)
    onGame()
  }
  return played
}

/** `Owls won 3–1 (11–7, …)` */
function finish(script: GameScript, { fixture }: InventedGame, games: readonly Game[]): Played {
  script.note('match_end')
  script.note('match_final')
  const winner: Side = script.score.home > script.score.away ? 'home' : 'away'
  const dashed = (score: Game) => `${score[winner]}–${score[other(winner)]}`
  return {
    overtimes: 0,
    method: '',
    ends: `${fixture[winner].name} won ${dashed(script.score)} (${games.map(dashed).join(', ')})`,
  }
}
