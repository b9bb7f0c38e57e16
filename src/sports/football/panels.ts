import type { MatchState, Score, Side } from '../../match/state.ts'
import type { Panel, Row, SideList } from '../contract/blocks.ts'
import type { FootballDetail, Lineup } from './detail.ts'
import { allBookings } from './players/bookings.ts'
import type { Substitution } from './players/substitutions.ts'

type Detail = Partial<FootballDetail>

const SIDES: readonly Side[] = ['home', 'away']

/** What is counted of both sides, as far as the feed tells it. */
export function factsPanel(state: MatchState): Panel[] {
  const { yellowCards, redCards, substitutions, statistics = {} }: Detail = state.detail
  if (!yellowCards || !redCards || !substitutions || !hasBegun(state)) return []
  const counted: readonly (readonly [string, Score | undefined])[] = [
    ['Possession %', statistics.possession],
    ['Shots', statistics.shots],
    ['Shots on target', statistics.shotsOnTarget],
    ['Corners', statistics.corners],
    ['Fouls', statistics.fouls],
    ['Offsides', statistics.offsides],
    ['Yellow cards', yellowCards],
    ['Red cards', redCards],
    ['Substitutions', substitutions],
  ]
  const rows = counted.flatMap(([label, values]) => (values ? [{ label, values }] : []))
  return [{ title: 'Match facts', blocks: [{ kind: 'comparison', rows }] }]
}

/** Nothing is counted of a match that was not kicked off. */
function hasBegun({ status, period }: MatchState): boolean {
  return period !== undefined && status !== 'postponed' && status !== 'cancelled'
}

/** Both line-ups, the bench below those who began; who came on for whom, also without a line-up. */
export function lineupPanels(state: MatchState, changes: readonly Substitution[]): Panel[] {
  const { lineups = {} }: Detail = state.detail
  const panels = SIDES.flatMap((side) => {
    const lineup = lineups[side]
    return lineup ? [lineupPanel(state, side, lineup, changes)] : []
  })
  return panels.length === 0 ? changesPanel(state, changes) : panels
}

function changesPanel(state: MatchState, changes: readonly Substitution[]): Panel[] {
  if (changes.length === 0) return []
  const list = (side: Side): SideList => ({
    label: `${state[side].name} substitutions`,
    items: changes
      .filter(({ team }) => team === side)
      .map(({ id, on, off, minute = '' }) => ({
        key: id,
        icon: 'swap',
        text: on === undefined ? `${off} off` : off === undefined ? on : `${on} for ${off}`,
        aside: minute,
      })),
  })
  return [
    {
      title: 'Substitutions',
      blocks: [{ kind: 'sides', key: 'changes', lists: { home: list('home'), away: list('away') } }],
    },
  ]
}

function lineupPanel(state: MatchState, side: Side, lineup: Lineup, changes: readonly Substitution[]): Panel {
  const formation = lineup.formation === undefined ? '' : `, ${lineup.formation}`
  const columns = [{ text: 'Player' }, { text: 'No.' }]
  const rows = (players: Lineup['starting'], isBench: boolean): Row[] =>
    players.map((player, index): Row => {
      const news = newsOf(state, changes, side, player.name)
      const notes = [player.position, player.name === lineup.captain && 'captain', ...news]
      const note = notes.filter(Boolean).join(', ')
      return {
        key: `${isBench ? 'bench' : 'start'} ${index}`,
        name: player.name,
        ...(note && { note }),
        cells: [{ text: player.number === undefined ? '' : String(player.number) }],
      }
    })
  const starting = { kind: 'table', look: 'card', columns, rows: rows(lineup.starting, false) } as const
  const bench = { kind: 'table', look: 'card', columns: benchColumns, rows: rows(lineup.bench, true) } as const
  return {
    title: `${state[side].name}${formation}`,
    blocks: lineup.bench.length > 0 ? [starting, bench] : [starting],
  }
}

const benchColumns = [{ text: 'Bench' }, { text: 'No.' }]

/** `on 46'`, `booked 60'`, `off 70'`, `sent off 80'` */
function newsOf({ detail }: MatchState, changes: readonly Substitution[], side: Side, name: string): string[] {
  const own = changes.filter(({ team }) => team === side)
  const cards = allBookings(detail).filter(({ team, player }) => team === side && player === name)
  const booking = cards.find(({ card }) => card === undefined)
  const dismissal = cards.find(({ card }) => card !== undefined)
  return [
    ...own.filter(({ on }) => on === name).map(({ minute }) => withMinute('on', minute)),
    ...(booking ? [withMinute('booked', booking.minute)] : []),
    ...own.filter(({ off }) => off === name).map(({ minute }) => withMinute('off', minute)),
    ...(dismissal ? [withMinute('sent off', dismissal.minute)] : []),
  ]
}

function withMinute(text: string, minute: string | undefined): string {
  return minute === undefined ? text : `${text} ${minute}`
}
