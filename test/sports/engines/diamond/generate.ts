import type { MatchEvent } from '../../../../src/match/event.ts'
import type { Score, Side } from '../../../../src/match/state.ts'
import type { DiamondFormat } from '../../../../src/sports/engines/diamond/format.ts'
import type { SeededRandom } from '../../../support/seeded-random.ts'
import type { PlayedMatch, SportExamples } from '../../../support/sports/sport-examples.ts'

/** A sport of the diamond, as far as a generated game needs it. */
export interface Diamond {
  readonly format: { parse(options: unknown): DiamondFormat }
  readonly presets: Readonly<Record<string, Partial<DiamondFormat>>>
}

export interface PlayedGame extends PlayedMatch {
  readonly score: Score
  /** Runs of each half, in order of play. */
  readonly halves: readonly { readonly side: Side; readonly runs: number }[]
}

export function diamondExamples(sport: Diamond): SportExamples {
  return {
    generate: (random) => generateGame(sport, random),
    expectConsistent: ({ periods, score, detail }) => {
      if ((detail as { ending?: string }).ending === 'forfeit') return
      for (const side of ['home', 'away'] as const) {
        const sum = periods.reduce((runs, line) => runs + (line[side] ?? 0), 0)
        if (sum !== score[side])
          throw new Error(`the innings of ${side} come to ${sum}, and the score is ${score[side]}`)
      }
    },
    scoreline: {
      columnOf: ({ detail }) => {
        const { inning } = detail as { inning: number }
        return inning === 0 ? undefined : String(inning)
      },
    },
    keyEvents: [
      ['told', { type: 'match_start' }],
      ['told', { type: 'half_inning_start', period: 1, half: 'top' }],
      ['not told', { type: 'pitch', call: 'ball' }],
      ['not told', { type: 'plate_appearance', result: 'strikeout' }],
      ['told', { type: 'plate_appearance', result: 'home_run' }],
      ['not told', { type: 'plate_appearance', result: 'field_out' }],
      ['told', { type: 'score', team: 'away', points: 1 }],
    ],
  }
}

type Style = 'pitches' | 'plates' | 'runs'

/** A whole game, and what a scorer with pencil and paper makes of it. */
export function generateGame({ format: schema, presets }: Diamond, random: SeededRandom): PlayedGame {
  const preset = random.pick(Object.keys(presets))
  const format = schema.parse(presets[preset])
  const game = new Game(format, random.pick(['pitches', 'plates', 'plates', 'runs']), random)
  game.play()
  return { format: preset, events: game.events, score: game.score, halves: game.halves }
}

class Game {
  readonly events: MatchEvent[] = []
  readonly halves: { side: Side; runs: number }[] = []
  readonly score: Record<Side, number> = { home: 0, away: 0 }
  readonly #format: DiamondFormat
  readonly #style: Style
  readonly #random: SeededRandom
  #n = 0
  #outs = 0
  #on = [false, false, false]

  constructor(format: DiamondFormat, style: Style, random: SeededRandom) {
    this.#format = format
    this.#style = style
    this.#random = random
  }

  get #side(): Side {
    return this.#n % 2 === 1 ? 'away' : 'home'
  }

  get #inning(): number {
    return Math.ceil(this.#n / 2)
  }

  play(): void {
    this.#say('match_start')
    // No game of a scorer goes on for ever.
    while (!this.#isOver() && this.#n < 60) this.#playHalf()
    if (this.#random.chance(0.5)) this.#say('match_end')
    else if (this.#random.chance(0.1)) this.#say('forfeit', { team: this.#random.pick(['home', 'away']) })
    if (this.#random.chance(0.5)) this.#say('match_final')
  }

  #playHalf(): void {
    this.#n += 1
    this.#outs = 0
    const { extraRunners, extraRunnersFrom = this.#format.innings + 1 } = this.#format
    const isExtra = extraRunners !== 'none' && this.#inning >= extraRunnersFrom
    this.#on = [isExtra && extraRunners === 'first_second', isExtra, false]
    this.halves.push({ side: this.#side, runs: 0 })
    const half = this.#n % 2 === 1 ? 'top' : 'bottom'
    if (this.#style === 'runs' || this.#random.chance(0.7)) {
      if (this.#random.chance(0.3)) this.#say('period_start', { period: `${half}_${this.#inning}` })
      else this.#say('half_inning_start', { period: this.#inning, half })
    }
    while (this.#outs < 3 && !this.#isWalkOff()) this.#playBatter()
    if (this.#outs === 3 && this.#random.chance(0.4)) this.#say('half_inning_end', { period: this.#inning, half })
  }

  #playBatter(): void {
    if (this.#style === 'runs') {
      if (this.#random.chance(0.2)) this.#run(1 + this.#random.int(2), 'score')
      else this.#out(1, 'out')
      return
    }
    if (this.#random.chance(0.1)) this.#playBases()
    if (this.#outs === 3 || this.#isWalkOff()) return
    if (this.#style === 'pitches') this.#pitch()
    this.#plate()
  }

  #playBases(): void {
    const [first, second] = this.#on
    const team = this.#side
    if (first && !second) {
      const isOut = this.#random.chance(0.3)
      this.#on = [false, !isOut, this.#on[2] === true]
      if (isOut) this.#out(1, 'caught_stealing', { team, base: 'second' })
      else this.#say('stolen_base', { team, base: 'second', player: `${team} ${this.#random.int(9)}` })
    } else if (this.#on.includes(true)) this.#go(1, this.#random.pick(['wild_pitch', 'passed_ball', 'balk']), { team })
    else this.#say('error', { team: team === 'home' ? 'away' : 'home' })
  }

  #pitch(): void {
    // Two at most: neither a walk nor a strikeout yet.
    for (let n = this.#random.int(3); n > 0; n -= 1) {
      const call = this.#random.pick(['ball', 'called_strike', 'foul', 'automatic_ball'])
      this.#say('pitch', { call, pitcher: `pitcher ${this.#side}` })
    }
    this.#say('pitch', { call: 'in_play', batter: `${this.#side} ${this.#random.int(9)}` })
  }

  #plate(): void {
    const result = this.#random.pick([
      'strikeout',
      'field_out',
      'ground_out',
      'fly_out',
      'single',
      'walk',
      'double',
      'home_run',
      'error',
      this.#on[0] && this.#outs < 2 ? 'double_play' : 'line_out',
      this.#on[2] && this.#outs < 2 ? 'sacrifice_fly' : 'pop_out',
    ])
    const fields = {
      result,
      ...(this.#random.chance(0.5) && { team: this.#side }),
      ...(this.#random.chance(0.3) && { batter: `${this.#side} ${this.#random.int(9)}` }),
    }
    switch (result) {
      case 'single':
      case 'error':
        this.#go(1, 'plate_appearance', fields, 1)
        break
      case 'double':
        this.#go(2, 'plate_appearance', fields, 2)
        break
      case 'home_run':
        this.#go(4, 'plate_appearance', fields, 4)
        break
      case 'walk':
        this.#walk(fields)
        break
      case 'double_play':
        this.#on[0] = false
        this.#out(2, 'plate_appearance', fields)
        break
      case 'sacrifice_fly':
        this.#on[2] = false
        this.#credit(1)
        this.#out(1, 'plate_appearance', fields)
        break
      default:
        this.#out(1, 'plate_appearance', fields)
    }
  }

  /** Everybody goes so many bases, the batter to that one. */
  #go(by: number, type: string, fields: object, batterTo = 0): void {
    const targets = this.#on.flatMap((isOn, index) => (isOn ? [index + by] : []))
    if (batterTo > 0) targets.push(batterTo - 1)
    this.#on = [0, 1, 2].map((base) => targets.includes(base))
    this.#credit(targets.filter((base) => base > 2).length)
    this.#say(type, fields)
  }

  #walk(fields: object): void {
    const free = this.#on.indexOf(false)
    if (free < 0) this.#credit(1)
    else this.#on[free] = true
    this.#say('plate_appearance', fields)
  }

  #run(points: number, type: string): void {
    this.#credit(points)
    this.#say(type, { team: this.#side, points, ...(this.#random.chance(0.5) && { period: this.#inning }) })
  }

  #out(outs: number, type: string, fields: object = {}): void {
    this.#outs += outs
    this.#say(type, fields)
  }

  #credit(runs: number): void {
    this.score[this.#side] += runs
    const half = this.halves.at(-1)
    if (half) half.runs += runs
  }

  #isWalkOff(): boolean {
    return this.#side === 'home' && this.score.home > this.score.away && (this.#isLast() || this.#isMercy())
  }

  #isLast(): boolean {
    return this.#inning >= Math.min(this.#format.innings, this.#format.maxInnings ?? this.#format.innings)
  }

  #isMercy(): boolean {
    const lead = Math.abs(this.score.home - this.score.away)
    return this.#format.mercy.some((rule) => this.#inning >= rule.after && lead >= rule.lead)
  }

  #isOver(): boolean {
    if (this.#n === 0) return false
    const { home, away } = this.score
    if (this.#n % 2 === 1) return home > away && (this.#isLast() || this.#isMercy())
    if (home !== away) return this.#isLast() || this.#isMercy()
    return this.#inning >= (this.#format.maxInnings ?? 100)
  }

  #say(type: string, fields: object = {}): void {
    this.events.push({ id: `g${this.events.length}`, type, ...fields })
  }
}
