import type { MatchState, Score } from '../../match/state.ts'
import { leaderOf } from '../common/sides.ts'
import { periodPanel, plainPresentation } from '../common/text/presentation.ts'
import { scoreText } from '../common/text/score-text.ts'
import { inWords } from '../common/text/words.ts'
import type { Block, Comparison, Panel, Row } from '../contract/blocks.ts'
import type { SportPresentation, StoryEntry } from '../contract/presentation.ts'
import { announceSets } from '../engines/sets/announce.ts'
import { isUnderWay } from '../engines/sets/scoreline.ts'
import { correctedSets } from '../engines/sets/story.ts'
import { detailOf } from './detail-of.ts'
import { mapName } from './scoreline.ts'
import { esportsStory } from './story.ts'

/** The map being played with its halves and sides, all maps, the veto, and what was taken beside them. */
export const esportsPresentation: SportPresentation = {
  ...plainPresentation,
  summary: (state) => [...changeOfSides(state), ...mapFacts(state)],
  panels: (state, entries = []) => [
    ...periodPanel(state, 'Score by map'),
    ...mapsPanel(state),
    ...(isWhole(entries) ? [...objectives(entries), ...vetoPanel(state, entries)] : []),
  ],
  story: esportsStory,
  correctedText: correctedSets,
  announce: (update) => announceSets(update, () => 'Map'),
}

function changeOfSides(state: MatchState): Block[] {
  if (!detailOf(state).changeEnds || !isUnderWay(state)) return []
  return [{ kind: 'callout', key: 'sides', text: 'Half-time: the sides change' }]
}

function mapFacts(state: MatchState): Block[] {
  const { sides, halves, maps, overtime } = detailOf(state)
  if (!isUnderWay(state)) return []
  const pickedBy = maps?.[state.period?.n ?? 1]?.pickedBy
  const name = mapName(state)
  const facts = [
    // Once is enough: the note has the name while nothing is at stake.
    ...(name && (pickedBy || name !== state.scoreline.note)
      ? [pickedBy ? `${name}, picked by ${state[pickedBy].name}` : name]
      : []),
    ...(sides ? [`${state.home.name} ${sides.home}, ${state.away.name} ${sides.away}`] : []),
    ...(halves ? [`By half: ${halvesText(halves)}`] : []),
    ...(overtime ? [overtime > 1 ? `Overtime ${overtime}` : 'Overtime'] : []),
  ]
  return facts.length === 0 ? [] : [{ kind: 'facts', key: 'map', facts }]
}

/** `8–4, 5–3, OT 4–1` */
function halvesText(halves: readonly Score[]): string {
  return halves.map((half, part) => `${part > 1 ? 'OT ' : ''}${scoreText(half)}`).join(', ')
}

/** A row for each map that has a name or more to tell than its score. */
function mapsPanel(state: MatchState): Panel[] {
  const { maps, sets = [] } = detailOf(state)
  if (maps === undefined) return []
  const rows = Object.entries(maps).map(([number, map]): Row => {
    const set = sets[Number(number) - 1]
    const leader = set && leaderOf(set)
    const winner = leader && (leader === 'draw' ? 'Drawn' : state[leader].name)
    const score = set && (map.forfeitedBy ? 'Forfeited' : set.home + set.away <= 1 ? '' : scoreText(set))
    const kills = map.kills && `Kills ${scoreText(map.kills)}`
    return {
      key: number,
      name: map.name ?? `Map ${number}`,
      ...(map.pickedBy && { note: `picked by ${state[map.pickedBy].name}` }),
      cells: [winner, score, (map.halves && halvesText(map.halves)) ?? kills].map((text) => ({
        text: text ?? '',
      })),
    }
  })
  const columns = [{ text: 'Map' }, { text: 'Won by' }, { text: 'Score' }, { text: 'Detail', isSpoken: true }]
  return [{ title: 'Maps', blocks: [{ kind: 'table', look: 'card', columns, rows }] }]
}

/** False where the first events of the match are not there: what is counted of the others would be wrong. */
function isWhole(entries: readonly StoryEntry[]): boolean {
  return entries[0] !== undefined && !isUnderWay(entries[0].before)
}

/** What each side took, by kind. */
function objectives(entries: readonly StoryEntry[]): Panel[] {
  const counts = new Map<string, { home: number; away: number }>()
  for (const { event, isDeleted } of entries) {
    const { team } = event
    const kind = event['kind']
    if (event.type !== 'objective' || isDeleted || team === undefined || typeof kind !== 'string') continue
    const count = counts.get(kind) ?? { home: 0, away: 0 }
    count[team] += 1
    counts.set(kind, count)
  }
  if (counts.size === 0) return []
  const rows: Comparison['rows'] = [...counts].map(([kind, values]) => ({ label: inWords(kind), values }))
  return [{ title: 'Objectives', blocks: [{ kind: 'comparison', rows }] }]
}

function vetoPanel(state: MatchState, entries: readonly StoryEntry[]): Panel[] {
  const rows = entries.flatMap(({ event, isDeleted }, index): Row[] => {
    const { team, id } = event
    if (event.type !== 'veto' || isDeleted) return []
    const cells = [{ text: inWords(String(event['action'])) }, { text: team ? state[team].name : '' }]
    return [{ key: id ?? String(index), name: String(event['map']), cells }]
  })
  if (rows.length === 0) return []
  const columns = [{ text: 'Map' }, { text: 'Veto' }, { text: 'Team' }]
  return [{ title: 'Veto', blocks: [{ kind: 'table', look: 'card', columns, rows }] }]
}
