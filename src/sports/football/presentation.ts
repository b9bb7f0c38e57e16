import type { MatchEvent } from '../../match/event.ts'
import type { MatchState, Side } from '../../match/state.ts'
import { awardFact } from '../common/awarded.ts'
import { isOver } from '../common/status.ts'
import { announceCommon } from '../common/text/announce.ts'
import { periodPanel, plainPresentation } from '../common/text/presentation.ts'
import { correctedScore, scoreText, spokenTotals } from '../common/text/score-text.ts'
import type { Block, SideItem, SideList } from '../contract/blocks.ts'
import type { ShownUpdate, SportPresentation } from '../contract/presentation.ts'
import { periodOfEvent } from '../engines/clocked/place.ts'
import { offLists } from '../engines/game/off-field.ts'
import type { FootballDetail, Scorer } from './detail.ts'
import type { FootballFormat } from './format.ts'
import { factsPanel, lineupPanels } from './panels.ts'
import { footballRules } from './periods.ts'
import { allBookings } from './players/bookings.ts'
import { substitutionsOf } from './players/substitutions.ts'
import { footballStory } from './story/football-story.ts'

export const footballPresentation: SportPresentation = {
  ...plainPresentation,
  correctedText: correctedScore,
  review: { short: 'VAR', long: 'VAR check' },
  summary: (state) => [...shootoutBoard(state), ...totals(state), ...scorers(state), ...sinBin(state)],
  panels: (state, entries = []) => [
    ...factsPanel(state),
    ...periodPanel(state, 'By period'),
    ...lineupPanels(state, substitutionsOf(entries, state)),
  ],
  story: footballStory,
  periodOf,
  announce: (update) => announceCommon(update) ?? announceGoal(update) ?? announceCard(update),
  celebrates: ({ message }) =>
    message.kind === 'add' && message.event?.type === 'goal' && message.event.status !== 'pending'
      ? message.event.team
      : undefined,
}

function detailOf(state: MatchState): Partial<FootballDetail> {
  return state.detail
}

function periodOf(event: MatchEvent, { format, period }: MatchState): number | undefined {
  if (format === undefined || period === undefined) return undefined
  return periodOfEvent(footballRules(format as FootballFormat), event, period.n)
}

function announceGoal({ message, before, after }: ShownUpdate): string | undefined {
  const { event } = message
  if (event?.type !== 'goal' || scoreText(before.score) === scoreText(after.score)) return undefined
  const by = event.player ? ` ${event.player}.` : ''
  return `Goal!${by} ${spokenTotals(after)}`
}

function announceCard({ message, after }: ShownUpdate): string | undefined {
  const { event, kind } = message
  if (kind !== 'add' || event?.type !== 'card' || event['card'] === 'yellow' || !event.team) return undefined
  return `Red card: ${event.player ?? after[event.team].name}`
}

/** Who is off for some minutes, and until when. */
function sinBin(state: MatchState): Block[] {
  return isOver(state.status) ? [] : offLists(state, detailOf(state).sinBin ?? [])
}

/** Each scorer once, with all their minutes, as on a stadium board; then missed penalties and those sent off. */
function scorers(state: MatchState): Block[] {
  const { scorers: goals = [], missedPenalties = [] } = detailOf(state)
  const sentOff = allBookings(detailOf(state)).filter(({ card }) => card !== undefined)
  if (goals.length + sentOff.length + missedPenalties.length === 0) return []
  const list = (side: Side): SideList => {
    // Not Map.groupBy: Safari has it since 17.4 alone.
    const byPlayer = new Map<string, Scorer[]>()
    for (const goal of goals.filter(({ team }) => team === side)) {
      const player = goal.player ?? state[side].name
      byPlayer.set(player, [...(byPlayer.get(player) ?? []), goal])
    }
    const scored = [...byPlayer].map(([player, own]): SideItem => {
      return { key: `goal ${player}`, icon: 'ball', text: player, aside: own.map(minuteText).join(', ') }
    })
    const sent = sentOff
      .filter(({ team }) => team === side)
      .map(({ id, player, minute }): SideItem => {
        return { key: `red ${id}`, icon: 'red', spoken: 'Red card', text: player ?? 'Staff', aside: minute ?? '' }
      })
    const missed = missedPenalties
      .filter(({ team }) => team === side)
      .map(({ id, player, minute }): SideItem => {
        const aside = `${minute ?? ''} (pen missed)`.trim()
        return { key: `miss ${id}`, icon: 'miss', spoken: 'Penalty missed', text: player ?? state[side].name, aside }
      })
    return { label: `${state[side].name} goals`, items: [...scored, ...missed, ...sent] }
  }
  return [{ kind: 'sides', key: 'scorers', lists: { home: list('home'), away: list('away') } }]
}

function minuteText({ minute, kind }: Scorer): string {
  const note = { penalty: ' (pen)', own_goal: ' (og)' }[kind as string] ?? ''
  return `${minute ?? ''}${note}`
}

/** Half-time, full time, aggregate: the scores that neither the big number nor the note says. */
function totals(state: MatchState): Block[] {
  const { halfTime, fullTime, aggregate } = detailOf(state)
  const { note = '' } = state.scoreline
  const wentOn = state.periods.length > 2
  const facts = [
    halfTime && (state.period?.n ?? 0) > 1 && `HT ${scoreText(halfTime)}`,
    fullTime && wentOn && `FT ${scoreText(fullTime)}`,
    aggregate && !note.startsWith('Agg ') && `Aggregate ${scoreText(aggregate)}`,
    awardFact({ detail: detailOf(state) }, 'on the pitch'),
  ].filter((fact): fact is string => Boolean(fact) && fact !== note)
  return facts.length > 0 ? [{ kind: 'facts', key: 'totals', facts }] : []
}

function shootoutBoard(state: MatchState): Block[] {
  const { shootout } = detailOf(state)
  if (!shootout) return []
  const rows = (['home', 'away'] as const).map((side) => ({
    name: state[side].name,
    label: `${state[side].name} penalties`,
    marks: shootout.kicks
      .filter(({ team }) => team === side)
      .map(({ id, missed, player }) => ({
        key: id,
        isGood: !missed,
        spoken: `${player ?? ''} ${missed ? 'missed' : 'scored'}`,
        ...(player !== undefined && { who: player }),
      })),
    total: shootout[side],
    ...(shootout.decided === side && { isWinner: true as const }),
  }))
  return [{ kind: 'marks', key: 'shootout', label: 'Penalty shoot-out', rows }]
}
