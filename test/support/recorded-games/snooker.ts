import { playFrame } from '../../sports/snooker/play-frame.ts'
import type { InventedGame } from './script/invented-game.ts'

const TO = 3

export const snooker: InventedGame = {
  fixture: {
    match: 'baize-masters',
    sport: 'snooker',
    format: { bestOf: 2 * TO - 1 },
    competitionName: 'Baize Masters',
    round: 'Quarter-final',
    venue: 'Guildhall',
    home: { name: 'Ivo Skaar', code: 'SKA', colour: '#14532d' },
    away: { name: 'Otto Quist', code: 'QUI', colour: '#7f1d1d' },
  },
  isWanted: ({ score, lines }) => score.home + score.away === 2 * TO - 2 && lines.length < 260,
  play(script) {
    script.note('match_start', { server: 'home' })
    const frames: Readonly<Record<'home' | 'away', number>>[] = []
    while (Math.max(script.score.home, script.score.away) < TO) {
      const opener = frames.length % 2 === 0 ? 'home' : 'away'
      const points = playFrame(script.random, { reds: 15, skill: 0.82, isConceded: true, opener }, (type, fields) =>
        script.note(type, fields),
      )
      frames.push(points)
      script.score[points.home > points.away ? 'home' : 'away'] += 1
    }
    script.note('match_end')
    script.note('match_final')
    const isHome = script.score.home > script.score.away
    const [winner, loser] = isHome ? (['home', 'away'] as const) : (['away', 'home'] as const)
    const played = frames.map((points) => `${points[winner]}–${points[loser]}`).join(', ')
    const ends = `${this.fixture[winner].name} won ${script.score[winner]}–${script.score[loser]} (${played})`
    return { overtimes: 0, method: '', ends }
  },
}
