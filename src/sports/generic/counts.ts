import type { Mark, MatchState, Score, Side } from '../../match/state.ts'
import { type Award, awardOf } from '../common/awarded.ts'
import { plainScore } from '../common/sides.ts'
import { addAttempt, type ShootoutScore } from '../engines/game/detail.ts'
import type { GenericEvent } from './events.ts'

/** What the feed's events add to the detail that it gives itself. */
export interface GenericCounts extends Award {
  readonly fouls?: Score
  readonly cards?: Readonly<Record<string, Score>>
  readonly shootout?: ShootoutScore
}

const NIL: Score = { home: 0, away: 0 }
/** Colours that a sport may have. A feed may invent any number. */
const MAX_COLOURS = 8
const ROUNDS = 5

/** Counts fouls, cards by their colour, and the attempts of a shoot-out; undefined for everything else. */
export function countGeneric(before: GenericCounts, event: GenericEvent): GenericCounts | undefined {
  switch (event.type) {
    case 'foul':
      return { ...before, fouls: plusOne(before.fouls, event.team) }
    case 'card': {
      const { cards = {} } = before
      const isNew = !Object.hasOwn(cards, event.card)
      if (isNew && Object.keys(cards).length >= MAX_COLOURS) return before
      return { ...before, cards: { ...cards, [event.card]: plusOne(cards[event.card], event.team) } }
    }
    case 'shootout_attempt':
      return { ...before, shootout: addAttempt(before.shootout, event, ROUNDS) }
    default:
      return undefined
  }
}

/** What `score_set` and `result_set` say beside the score: the shoot-out of a feed without attempts, and an award. */
export function tellGeneric(
  before: GenericCounts,
  state: MatchState,
  told: { readonly shootout?: Score | undefined; readonly awardedScore?: Score | undefined },
): GenericCounts | undefined {
  const { shootout, awardedScore } = told
  if (shootout === undefined && awardedScore === undefined) return undefined
  return {
    ...before,
    ...(shootout && { shootout: plainScore(shootout) }),
    ...(awardedScore && awardOf(before, state, awardedScore)),
  }
}

function plusOne(score: Score = NIL, team: Side): Score {
  return { ...score, [team]: Math.min(10_000, score[team] + 1) }
}

/** The cards beside a side: those whose colour boards have a picture or a word for. */
export function cardMarks({ detail }: MatchState, side: Side): Mark[] {
  const { cards = {} } = detail as GenericCounts
  return ['red', 'yellow'].flatMap((code) => {
    const n = cards[code]?.[side] ?? 0
    return n > 0 ? [{ code, n }] : []
  })
}
