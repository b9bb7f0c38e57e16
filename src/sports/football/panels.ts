import type { MatchState, Score, Side } from '../../match/state.ts'
import type { Panel, Row } from '../contract/blocks.ts'
import type { FootballDetail, Lineup } from './detail.ts'

type Detail = Partial<FootballDetail>

const SIDES: readonly Side[] = ['home', 'away']

/** What is counted of both sides, as far as the feed tells it. */
export function factsPanel(state: MatchState): Panel[] {
  const { yellowCards, redCards, substitutions, statistics = {} }: Detail = state.detail
  if (!yellowCards || !redCards || !substitutions || state.status === 'scheduled') return []
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

/** Both line-ups, the bench below those who began. */
export function lineupPanels(state: MatchState): Panel[] {
  const { lineups = {} }: Detail = state.detail
  return SIDES.flatMap((side) => {
    const lineup = lineups[side]
    return lineup ? [lineupPanel(state, side, lineup)] : []
  })
}

function lineupPanel(state: MatchState, side: Side, lineup: Lineup): Panel {
  const formation = lineup.formation === undefined ? '' : `, ${lineup.formation}`
  const columns = [{ text: 'Player' }, { text: 'No.' }]
  const rows = (players: Lineup['starting'], isBench: boolean): Row[] =>
    players.map((player, index): Row => {
      const notes = [player.position, player.name === lineup.captain && 'captain', newsOf(state, side, player.name)]
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

/** `sent off 80'` */
function newsOf({ detail }: MatchState, side: Side, name: string): string | undefined {
  const { bookings = [] }: Detail = detail
  const dismissal = bookings.find(({ team, player, card }) => team === side && player === name && card !== 'yellow')
  return dismissal && ['sent off', dismissal.minute].filter(Boolean).join(' ')
}
