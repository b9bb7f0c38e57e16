import type { MatchEvent } from '../../../match/event.ts'
import type { MatchState } from '../../../match/state.ts'
import { count } from '../../common/text/words.ts'
import type { StoryItem } from '../../contract/presentation.ts'
import type { Wicket } from '../events.ts'
import { asDelivery, inningsOf, type Played, peopleOf } from '../in-play.ts'
import { howOut, isBowlersWicket, isDismissal } from '../scoring/wicket.ts'

const EXTRAS = [
  ['wides', 'wide'],
  ['noBalls', 'no-ball'],
  ['byes', 'bye'],
  ['legByes', 'leg bye'],
  ['penalty', 'penalty run'],
] as const

/** The lines of one ball: a line for each wicket that fell with it, else one for what it brought. */
export function tellDelivery(played: Played, state: MatchState, ball: string | undefined): StoryItem[] {
  const { event } = played.entry
  const { bat = 0, boundary, wickets = [] } = asDelivery(event)
  const { bowler, striker } = peopleOf(played)
  const when = ball === undefined ? {} : { when: ball }
  const out = wickets.filter(({ kind }) => isDismissal(kind))
  if (out.length > 0) {
    const before = played.total.wickets - out.length
    return out.map((wicket, index) => ({
      ...tellWicket(wicket, played, state),
      ...(played.ball && { score: `${played.total.runs}/${before + index + 1}` }),
      ...when,
    }))
  }
  const retired = wickets.map(({ kind, playerOut }) => `${playerOut ?? striker ?? 'Batter'} ${plain(kind)}`)
  const detail = [[bowler, striker].filter(Boolean).join(' to '), ...retired].filter(Boolean).join(' · ')
  const isBoundary = (boundary === 4 || boundary === 6) && bat > 0
  return [
    {
      tone: isBoundary ? 'review' : 'plain',
      title: outcomeOf(event),
      ...(detail && { detail }),
      ...(played.ball && played.ball.total > 0 && { score: totalOf(played) }),
      ...when,
    },
  ]
}

/** `OUT Ann`, with how, and her figures: `c Kit b Bea · 34 (28)`. */
export function tellWicket(wicket: Wicket, played: Played, state: MatchState): StoryItem {
  const { entry, n } = played
  const { striker, bowler } = peopleOf(played)
  const who = wicket.playerOut ?? striker
  const batter = who === undefined ? undefined : inningsOf(state, n)?.batters[who]
  const isRetired = !isDismissal(wicket.kind)
  const details = [
    !isRetired && howOut(wicket, isBowlersWicket(wicket.kind) ? bowler : undefined),
    batter && `${batter.runs} (${batter.balls})`,
    outcomeOf(entry.event, ''),
  ]
  return {
    tone: isRetired ? 'plain' : 'goal',
    ...(!isRetired && { icon: 'wicket' }),
    title: isRetired ? `${who ?? 'Batter'} ${plain(wicket.kind)}` : `OUT ${who ?? ''}`.trim(),
    detail: details.filter(Boolean).join(' · '),
  }
}

export function totalOf({ total }: Played): string {
  return `${total.runs}/${total.wickets}`
}

function plain(kind: string): string {
  return kind.replaceAll('_', ' ')
}

/** `FOUR`, `1 run`, `2 wides` */
function outcomeOf(event: MatchEvent, nothing = 'No run'): string {
  const delivery = asDelivery(event)
  const { bat = 0, boundary } = delivery
  const extras = EXTRAS.flatMap(([name, word]) => {
    const runs = delivery[name] ?? 0
    return runs > 0 ? [count(runs, word)] : []
  })
  const big = boundary === bat ? { 4: 'FOUR', 6: 'SIX' }[bat] : undefined
  const scored = bat > 0 ? [big ?? count(bat, 'run')] : []
  return [...scored, ...extras].join(', ') || nothing
}
