import type { Side } from '../../../src/match/state.ts'
import type { GameScript } from './script/game-script.ts'
import type { InventedGame, Played } from './script/invented-game.ts'
import { squadOf } from './script/squads.ts'

const BASES = ['first', 'second', 'third'] as const
const BATTERS = 9

/** A game of the major leagues that the home side wins with the last hit. */
export const baseball: InventedGame = {
  fixture: {
    match: 'pier-park-opener',
    sport: 'baseball',
    format: 'mlb',
    competitionName: 'Harbour League',
    venue: 'Pier Park',
    home: { name: 'Pier Park Pilots', code: 'PIL', colour: '#1e3a8a' },
    away: { name: 'Foundry Foxes', code: 'FOX', colour: '#9a3412' },
  },
  isWanted: ({ score, lines, method }) =>
    method === '' &&
    score.home === score.away + 1 &&
    score.away > 2 &&
    score.away < 6 &&
    isWalkOff(lines) &&
    lines.some(({ op }) => op === 'edit'),
  play: (script) => new DiamondGame(script, { innings: 9, pitchersTire: 6 }).play(),
}

/** A game of seven innings that the tie-break of the eighth decides. */
export const softball: InventedGame = {
  fixture: {
    match: 'lantern-cup-final',
    sport: 'softball',
    format: 'wbsc',
    competitionName: 'Lantern Cup',
    round: 'Final',
    venue: 'Mill Field',
    home: { name: 'Lantern Larks', code: 'LAR', colour: '#7c3aed' },
    away: { name: 'Mill Field Magpies', code: 'MAG', colour: '#166534' },
  },
  isWanted: ({ score, method, lines }) =>
    method === ' in 8 innings' && score.away > score.home && score.home > 1 && lines.some(({ op }) => op === 'edit'),
  play: (script) => new DiamondGame(script, { innings: 7, pitchersTire: 5 }).play(),
}

function isWalkOff(lines: readonly Readonly<Record<string, unknown>>[]): boolean {
  const last = lines.findLast(({ type }) => type === 'plate_appearance')
  return last?.['team'] === 'home' && last['period'] === 9
}

interface Rules {
  readonly innings: number
  /** The inning in which other pitchers come. */
  readonly pitchersTire: number
}

/** Keeps bases, outs and runs by itself, beside the reducer that has to come to the same. */
class DiamondGame {
  readonly #script: GameScript
  readonly #rules: Rules
  readonly #next: Record<Side, number> = { home: 0, away: 0 }
  readonly #pitchers: Record<Side, string> = { home: pitcherOf('home', 0), away: pitcherOf('away', 0) }
  #inning = 1
  #side: Side = 'away'
  #outs = 0
  #on = [false, false, false]

  constructor(script: GameScript, rules: Rules) {
    this.#script = script
    this.#rules = rules
  }

  play(): Played {
    this.#script.note('match_start')
    for (; ; this.#inning += 1) {
      this.#half('away')
      if (this.#isLast && this.#lead > 0) break
      this.#half('home')
      if (this.#isLast && this.#lead !== 0) break
    }
    this.#script.note('match_end')
    this.#script.note('match_final')
    const { innings } = this.#rules
    return {
      overtimes: this.#inning - innings,
      method: this.#inning === innings ? '' : ` in ${this.#inning} innings`,
    }
  }

  get #isLast(): boolean {
    return this.#inning >= this.#rules.innings
  }

  get #lead(): number {
    return this.#script.score.home - this.#script.score.away
  }

  #half(side: Side): void {
    this.#side = side
    this.#outs = 0
    this.#on = [false, this.#inning > this.#rules.innings, false]
    this.#say('half_inning_start', { half: side === 'away' ? 'top' : 'bottom' })
    const field = side === 'home' ? 'away' : 'home'
    if (this.#inning === this.#rules.pitchersTire) {
      this.#pitchers[field] = pitcherOf(field, 1)
      this.#say('pitching_change', { team: field, player: this.#pitchers[field] })
    }
    while (this.#outs < 3 && !(side === 'home' && this.#isLast && this.#lead > 0)) this.#bat()
  }

  #bat(): void {
    const { random } = this.#script
    if (this.#on[0] && !this.#on[1] && random.chance(0.08)) {
      this.#on = [false, true, this.#on[2] === true]
      this.#say('stolen_base', { team: this.#side, base: 'second' })
    }
    const squad = squadOf(this.#side)
    const batter = squad[this.#next[this.#side]++ % BATTERS] as string
    const pitcher = this.#pitchers[this.#side === 'home' ? 'away' : 'home']
    const result = this.#pitch(batter, pitcher)
    this.#plate(result, { team: this.#side, batter, pitcher })
  }

  /** Throws until the batter's turn is over. */
  #pitch(batter: string, pitcher: string): string {
    const { random } = this.#script
    let [balls, strikes] = [0, 0]
    for (;;) {
      const call = random.pick([
        'ball',
        'ball',
        'ball',
        'called_strike',
        'swinging_strike',
        'foul',
        'in_play',
        'in_play',
      ])
      this.#say('pitch', { team: this.#side, batter, pitcher, call })
      if (call === 'in_play') return this.#putInPlay()
      if (call === 'ball') balls += 1
      else if (call !== 'foul' || strikes < 2) strikes += 1
      if (balls === 4) return 'walk'
      if (strikes === 3) return 'strikeout'
    }
  }

  #putInPlay(): string {
    const { random } = this.#script
    if (this.#on[0] && this.#outs < 2 && random.chance(0.1)) return 'double_play'
    if (this.#on[2] && this.#outs < 2 && random.chance(0.2)) return 'sacrifice_fly'
    const hits = ['single', 'single', 'single', 'single', 'double', 'double', 'triple', 'home_run']
    if (random.chance(0.3)) return random.pick(hits)
    return random.chance(0.03) ? 'error' : random.pick(['ground_out', 'ground_out', 'fly_out', 'line_out', 'pop_out'])
  }

  #plate(result: string, who: object): void {
    switch (result) {
      case 'single':
        this.#single(who)
        break
      case 'double':
        this.#hit(result, 2, who)
        break
      case 'triple':
        this.#hit(result, 3, who)
        break
      case 'home_run':
        this.#hit(result, 4, who)
        break
      case 'error':
        this.#hit(result, 1, who)
        this.#scorersChange(who)
        break
      case 'walk':
        this.#walk(who)
        break
      case 'double_play':
        this.#on[0] = false
        this.#out(result, 2, who)
        break
      case 'sacrifice_fly':
        this.#on[2] = false
        this.#script.score[this.#side] += 1
        this.#out(result, 1, who)
        break
      default:
        this.#out(result, 1, who)
        break
    }
  }

  /** From second a runner comes home on half of the singles: then the feed says what it saw. */
  #single(who: object): void {
    const [first, second, third] = this.#on
    if (!second || this.#script.random.chance(0.5)) {
      this.#hit('single', 1, who)
      return
    }
    const runs = third ? 2 : 1
    this.#on = [true, first === true, false]
    this.#script.score[this.#side] += runs
    this.#say('plate_appearance', { ...who, result: 'single', runs, bases: this.#occupied() })
  }

  #hit(result: string, by: number, who: object): void {
    const targets = [...this.#on.flatMap((isOn, base) => (isOn ? [base + by] : [])), by - 1]
    const runs = targets.filter((base) => base > 2).length
    this.#on = [0, 1, 2].map((base) => targets.includes(base))
    this.#script.score[this.#side] += runs
    this.#say('plate_appearance', { ...who, result, ...(runs > 0 && { runs }) })
  }

  /** The official scorer sees a hit where an error was told. */
  #scorersChange(who: object): void {
    const id = this.#script.lastId
    const event = { ...this.#script.lines.at(-1), ...who, id, result: 'single' }
    this.#script.lines.push({ op: 'edit', event })
  }

  #walk(who: object): void {
    const free = this.#on.indexOf(false)
    if (free < 0) this.#script.score[this.#side] += 1
    else this.#on[free] = true
    this.#say('plate_appearance', { ...who, result: 'walk' })
  }

  #out(result: string, outs: number, who: object): void {
    this.#outs += outs
    this.#say('plate_appearance', { ...who, result })
  }

  #occupied(): string[] {
    return BASES.filter((_, index) => this.#on[index])
  }

  #say(type: string, fields: object): void {
    this.#script.note(type, { period: this.#inning, ...fields })
  }
}

/** Those of a squad who do not bat. */
function pitcherOf(side: Side, n: number): string {
  return squadOf(side)[BATTERS + n] as string
}
