import { otherSide } from '../../match/sides.ts'
import type { MatchState, Side } from '../../match/state.ts'
import { isOver } from '../common/status.ts'
import { commonWarnings, surprisesOfCommon } from '../common/surprises.ts'
import type { Warning } from '../contract/warnings/warning.ts'
import {
  type ClockedWarning,
  clockedWarnings,
  skippedPeriod,
  surprisesOfClocked,
} from '../engines/clocked/surprises.ts'
import type { FootballDetail } from './detail.ts'
import type { FootballEvent } from './events.ts'
import type { FootballFormat } from './format.ts'
import { type FootballMemory, hasLeft, isSecondYellow } from './memory.ts'
import { footballRules, laterPeriods } from './periods.ts'
import { isCounted } from './players/players.ts'
import { MAX_KICKS } from './result/shootout.ts'
import { tieLeader } from './result/tie.ts'

export const footballWarnings = {
  ...commonWarnings,
  ...clockedWarnings,
  'too-many-substitutions': {
    when: 'beyond `maxSubs` of the format, and one more in extra time',
    example: 'a sixth `substitution` of a side',
  },
  'shootout-decided': {
    when: 'a kick after the shoot-out was won; it counts, because feeds confuse the order of kicks',
    example: 'a `shootout_kick` after `shootout.decided`',
  },
  'shootout-not-due': {
    when: 'a shoot-out begins, and the match (of a second leg the tie, as `legs` of the format has it) is not level; it counts',
    example: 'the first `shootout_kick` at 2–1',
  },
  'match-decided': {
    when: 'a goal after a golden or silver goal had decided the match; it does not count',
    example: 'a second `goal` in extra time of the preset `golden-goal`',
  },
  'too-many-kicks': {
    when: `after ${MAX_KICKS} kicks, more than any shoot-out had; it does not count`,
    example: 'a feed that sends each kick again under a new id',
  },
  'already-recorded': {
    when: 'the same kick of the shoot-out, or the same goal, card, substitution or missed penalty, under another id; it counts, so delete one of them',
    example: 'two events `shootout_kick` with `"kick":3`; two goals of Ann in minute 23',
  },
  'impossible-player': {
    when: 'the player cannot do this: he was sent off or taken off, is not in the line-up, or had a plain yellow card already; it counts',
    example: '`goal` of a player after his `red` card',
  },
} as const

type FootballWarning = Warning<keyof typeof footballWarnings> | ClockedWarning

/** A side that has used all of them may make another one when extra time begins. */
const MORE_IN_EXTRA_TIME = 1
const SCORING: ReadonlySet<string> = new Set(['goal', 'score', 'shootout_kick'])

export function footballSurprises(
  state: MatchState<FootballDetail>,
  event: FootballEvent,
  memory: FootballMemory,
): readonly FootballWarning[] {
  const format = state.format as FootballFormat
  const own = [
    tooManySubs(format, state, event),
    needlessKick(state, event),
    undueShootout(format, state, event),
    repeatedKick(memory, event),
    tooManyKicks(state, event),
    needlessGoal(state, event, memory),
    goalInShootout(format, state, event),
    impossiblePlayer(event, memory) ?? unlistedPlayer(state, event),
  ]
  return [
    ...surprisesOfCommon(state, event, SCORING),
    // The shoot-out begins with them: it has a number, and no start of its own.
    ...(event.type.startsWith('shootout_') ? [] : surprisesOfClocked(footballRules(format), state, event)),
    ...skippedPeriod(footballRules(format), format.periods, state, event),
    ...own.filter((warning) => warning !== undefined),
  ]
}

function tooManySubs(
  format: FootballFormat,
  { detail, period }: MatchState<FootballDetail>,
  event: FootballEvent,
): FootballWarning | undefined {
  if (event.type !== 'substitution' || !isCounted(event)) return undefined
  const isExtraTime = (period?.n ?? 0) > format.periods
  const allowed = format.maxSubs + (isExtraTime ? MORE_IN_EXTRA_TIME : 0)
  const made = detail.substitutions[event.team]
  if (made < allowed) return undefined
  return { code: 'too-many-substitutions', detail: `${event.team} has made ${made} of ${allowed} already` }
}

function needlessKick({ detail }: MatchState<FootballDetail>, event: FootballEvent): FootballWarning | undefined {
  const decided = detail.shootout?.decided
  if (event.type !== 'shootout_kick' || decided === undefined) return undefined
  return { code: 'shootout-decided', detail: `${decided} had won the shoot-out before this kick` }
}

function undueShootout(
  format: FootballFormat,
  { detail, score }: MatchState<FootballDetail>,
  event: FootballEvent,
): FootballWarning | undefined {
  if (event.type !== 'shootout_start' && event.type !== 'shootout_kick') return undefined
  if (detail.shootout !== undefined || tieLeader(format, score) === 'draw') return undefined
  const told = `a shoot-out begins at ${score.home}–${score.away}`
  return {
    code: 'shootout-not-due',
    detail: format.legs ? `${told}, and the tie is not level` : `${told}; if this is a second leg, \`legs\` says so`,
  }
}

function repeatedKick({ kicks = [] }: FootballMemory, event: FootballEvent): FootballWarning | undefined {
  if (event.type !== 'shootout_kick' || event.retakeOf !== undefined || event.kick === undefined) return undefined
  if (!kicks.includes(event.kick)) return undefined
  return { code: 'already-recorded', detail: `kick ${event.kick} is there already, under another id` }
}

function tooManyKicks({ detail }: MatchState<FootballDetail>, event: FootballEvent): FootballWarning | undefined {
  if (event.type !== 'shootout_kick' || (detail.shootout?.kicks.length ?? 0) < MAX_KICKS) return undefined
  return { code: 'too-many-kicks', detail: `the shoot-out has ${MAX_KICKS} kicks already` }
}

function needlessGoal(state: MatchState, event: FootballEvent, memory: FootballMemory): FootballWarning | undefined {
  if (event.type !== 'goal' || !memory.isDecided || !isOver(state.status)) return undefined
  return { code: 'match-decided', detail: 'a goal had decided the match before this one; it does not count' }
}

function goalInShootout(format: FootballFormat, state: MatchState, event: FootballEvent): FootballWarning | undefined {
  if (event.type !== 'goal' || event.period !== undefined || event.clock !== undefined) return undefined
  if (state.period?.n !== laterPeriods(format).shootout) return undefined
  return { code: 'contradicts-period', detail: 'a goal during the shoot-out; its kicks are shootout_kick' }
}

function impossiblePlayer(event: FootballEvent, memory: FootballMemory): FootballWarning | undefined {
  const told = (what: string): FootballWarning => ({ code: 'impossible-player', detail: what })
  switch (event.type) {
    case 'goal': {
      const left = hasLeft(memory, sideOfScorer(event), event.player)
      return left && told(`${event.player} scores after he was ${left}`)
    }
    case 'substitution': {
      const off = hasLeft(memory, event.team, event.off)
      if (off) return told(`${event.off} leaves after he was ${off}`)
      const on = hasLeft(memory, event.team, event.on)
      if (on) return told(`${event.on} comes on after he was ${on}`)
      return event.off !== undefined && event.off === event.on ? told(`${event.off} replaces himself`) : undefined
    }
    case 'card': {
      if (hasLeft(memory, event.team, event.player) === 'sent off')
        return told(`${event.player} ${event.card === 'red' ? 'is sent off' : 'is booked'} after he was sent off`)
      if (!isSecondYellow(memory, event)) return undefined
      return told(`${event.player} has a yellow card already; send second_yellow. It sends him off all the same`)
    }
    default:
      return playedOn(event, memory)
  }
}

/** A line-up is complete with eleven and a bench; then who is in neither does not play. */
const COMPLETE = 11

/** `team` is the side that is credited; an own goal is scored by a player of the other one. */
function sideOfScorer({ team, kind, ownGoal }: Extract<FootballEvent, { type: 'goal' }>): Side {
  return ownGoal || kind === 'own_goal' ? otherSide(team) : team
}

function unlistedPlayer({ detail }: MatchState<FootballDetail>, event: FootballEvent): FootballWarning | undefined {
  if (event.team === undefined || (event.type !== 'goal' && event.type !== 'substitution')) return undefined
  const side = event.type === 'goal' ? sideOfScorer(event) : event.team
  const lineup = detail.lineups?.[side]
  if (lineup === undefined || lineup.starting.length < COMPLETE || lineup.bench.length === 0) return undefined
  const named = event.type === 'goal' ? [event.player] : [event.off, event.on]
  const isListed = (player: string) => [...lineup.starting, ...lineup.bench].some(({ name }) => name === player)
  const unknown = named.find((player) => player !== undefined && !isListed(player))
  if (unknown === undefined) return undefined
  return { code: 'impossible-player', detail: `${unknown} is not in the line-up of ${side}` }
}

/** What a player does on the pitch. Nothing of it counts for one who has left it. */
const ON_THE_PITCH: ReadonlySet<string> = new Set([
  'penalty_missed',
  'shootout_kick',
  'sin_bin',
  'shot',
  'offside',
  'foul',
  'save',
  'injury',
])

function playedOn({ type, team, player }: FootballEvent, memory: FootballMemory): FootballWarning | undefined {
  if (team === undefined || !ON_THE_PITCH.has(type)) return undefined
  const left = hasLeft(memory, team, player)
  return left && { code: 'impossible-player', detail: `${type} of ${player} after he was ${left}` }
}
