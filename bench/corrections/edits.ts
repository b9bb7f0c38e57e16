import type { MatchEvent } from '../../src/match/event.ts'
import { expectStatus, openFeed, type RawFeed } from '../common/clients/raw-feed.ts'
import type { Progress } from '../common/scenario.ts'
import { type BackendKind, type CpuMicros, openSystem, type SystemUnderLoad } from '../common/system-under-load.ts'
import { fillMatch, footballEvents, STARTS } from './long-match.ts'

export interface EditsLoad {
  /** Events in each match. */
  readonly events: number
  /** Matches whose first event is edited for the first time since the server started. */
  readonly coldMatches: number
  /** Matches that are edited before those, so that the code is compiled. */
  readonly warmUpMatches: number
  /** Edits of one match, one after the other. */
  readonly rememberedEdits: number
}

/** CPU per edit. */
export interface EditsResult {
  readonly cold: CpuMicros
  readonly remembered: CpuMicros
}

/** Edits the first event of long matches. The server was restarted after they were played, so it remembers none of them. */
export async function measureEdits(kind: BackendKind, load: EditsLoad, onProgress: Progress): Promise<EditsResult> {
  const { coldMatches, warmUpMatches, rememberedEdits } = load
  const events = footballEvents(load.events - STARTS)
  const run = Date.now().toString(36)
  const matches = Array.from({ length: warmUpMatches + coldMatches }, (_, n) => `edits-${run}-${n}`)
  const system = await openSystem(kind)
  try {
    onProgress(`${kind}: ${matches.length} matches of ${events.length} events`)
    const before = await openFeed(system.port)
    for (const match of matches) await fillMatch(before, match, events)
    before.close()
    await system.restart()
    const feed = await openFeed(system.port)
    const edit = editor(feed, events)
    for (const match of matches.slice(0, warmUpMatches)) await edit(match)
    onProgress(`${kind}: edits`)
    const cold = await cpuPerEdit(system, coldMatches, (n) => edit(matches[warmUpMatches + n] as string))
    const last = matches.at(-1) as string
    const remembered = await cpuPerEdit(system, rememberedEdits, () => edit(last))
    feed.close()
    return { cold, remembered }
  } finally {
    await system.close()
  }
}

/** Gives the first event of play a new player, another one each time. */
function editor(feed: RawFeed, events: readonly MatchEvent[]): (match: string) => Promise<void> {
  const first = events[STARTS] as MatchEvent
  let edits = 0
  return async (match) => {
    edits += 1
    const body = JSON.stringify({ ...first, player: `Player ${edits}` })
    const answer = await expectStatus(feed.send('PUT', `/v1/matches/${match}/events/${first.id}`, body), 200)
    if (!answer.includes('"applied"')) throw new Error(`the edit was not applied: ${answer}`)
  }
}

async function cpuPerEdit(
  system: SystemUnderLoad,
  edits: number,
  edit: (n: number) => Promise<void>,
): Promise<CpuMicros> {
  const before = system.readCpu()
  for (let n = 0; n < edits; n += 1) await edit(n)
  const all = Object.entries(system.readCpu(before))
  return Object.fromEntries(all.map(([name, micros]) => [name, micros / edits]))
}
