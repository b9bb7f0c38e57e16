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

/** Who came on for whom, and when. */
export function changesPanel(state: MatchState): Panel[] {
  const { changes = [] }: Detail = state.detail
  if (changes.length === 0) return []
  const rows = changes.map(({ id, team, off, on, minute }): Row => {
    const name = on ?? off ?? ''
    const note = on === undefined ? 'goes off' : off === undefined ? 'comes on' : `for ${off}`
    return { key: id, name, note, cells: [{ text: state[team].name }, { text: minute ?? '' }] }
  })
  const columns = [{ text: 'Player' }, { text: 'Team' }, { text: 'Min' }]
  return [{ title: 'Substitutions', blocks: [{ kind: 'table', look: 'card', columns, rows }] }]
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

/** `off 60'`, `on 60'`, `sent off 80'` */
function newsOf({ detail }: MatchState, side: Side, name: string): string | undefined {
  const { changes = [], bookings = [] }: Detail = detail
  const of = (team: Side, player: string | undefined) => team === side && player === name
  const news = [
    ...changes.filter(({ team, on }) => of(team, on)).map(({ minute }) => ['on', minute]),
    ...changes.filter(({ team, off }) => of(team, off)).map(({ minute }) => ['off', minute]),
    ...bookings
      .filter(({ team, player, card }) => card !== 'yellow' && of(team, player))
      .map(({ minute }) => ['sent off', minute]),
  ]
  return news.length === 0 ? undefined : news.map((words) => words.filter(Boolean).join(' ')).join(', ')
}
