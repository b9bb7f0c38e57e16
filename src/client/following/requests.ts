import type { BoardEntry, MatchEntry, Wish } from '../../protocol/client-messages.ts'
import type { MatchPosition } from '../../protocol/messages.ts'
import type { UnsubscribeRequest } from '../connection/transport.ts'
import type { Shown } from './shown.ts'
import type { PlannedRequest, ServerState, Wanted, WantedBoard, WantedMatch } from './wanted.ts'

/** `{"op":"unsubscribe","id":…,"matches":[],"boards":[]}` with the longest id. */
const ENVELOPE_BYTES = 68

type Item =
  | { readonly entry: MatchEntry; readonly match: WantedMatch }
  | { readonly entry: BoardEntry; readonly board: WantedBoard }

/** Asks for all of it in as few requests as may be; for each suspect in one of its own. */
export function subscribeRequests({ matches, boards }: Wanted, server: ServerState): PlannedRequest[] {
  const room = server.messageBytes - ENVELOPE_BYTES
  const items: Item[] = [
    ...matches.map((match) => ({ entry: matchEntry(match, server), match })),
    ...boards.map((board) => ({ entry: boardEntry(board, room), board })),
  ]
  const frames = [
    ...split(
      items.filter((item) => !isSuspect(item)),
      room,
      ({ entry }) => entry,
    ),
    ...items.filter(isSuspect).map((item) => [item]),
  ]
  return frames.map((frame) => {
    const ofMatches = frame.filter((item) => 'match' in item)
    const ofBoards = frame.filter((item) => 'board' in item)
    return {
      request: {
        op: 'subscribe',
        matches: ofMatches.map(({ entry }) => entry),
        ...(ofBoards.length > 0 && { boards: ofBoards.map(({ entry }) => entry) }),
      },
      matches: ofMatches.map(({ match }) => match),
      boards: ofBoards.map(({ board }) => board),
    }
  })
}

export interface Names {
  readonly matches: readonly string[]
  readonly boards: readonly string[]
}

export function unsubscribeRequests({ matches, boards }: Names, messageBytes: number): PlannedRequest[] {
  const items: { readonly match?: string; readonly board?: string }[] = [
    ...matches.map((match) => ({ match })),
    ...boards.map((board) => ({ board })),
  ]
  return split(items, messageBytes - ENVELOPE_BYTES, ({ match, board }) => match ?? board).map((frame) => {
    const left = frame.flatMap(({ board }) => board ?? [])
    const request: UnsubscribeRequest = {
      op: 'unsubscribe',
      matches: frame.flatMap(({ match }) => match ?? []),
      ...(left.length > 0 && { boards: left }),
    }
    return { request }
  })
}

function isSuspect(item: Item): boolean {
  return 'match' in item ? item.match.isSuspect : item.board.isSuspect
}

/** What is as usual is left out. */
function wishOf({ delayMs, view, everyMs }: Shown): Wish {
  return { ...(delayMs > 0 && { delayMs }), ...(view !== 'full' && { view }), ...(everyMs > 0 && { everyMs }) }
}

/** With what is held, it resumes. */
function matchEntry(wanted: WantedMatch, server: ServerState): MatchEntry {
  const { match, position } = wanted
  const membership = server.matches.of(match)
  const needsState = membership.kind === 'unsynced' && membership.needsState
  return { match, ...(!needsState && position), ...wishOf(wanted) }
}

/**
 * The matches that are held resume, as many as fit.
 *
 * @param maxBytes of the entry; positions are ASCII
 */
function boardEntry(wanted: WantedBoard, maxBytes: number): BoardEntry {
  const { name, positions } = wanted
  const entry = { board: name, ...wishOf(wanted) }
  let room = maxBytes - bytesOf({ ...entry, positions: [] })
  const resumed: MatchPosition[] = []
  for (const position of positions) {
    room -= JSON.stringify(position).length + 1
    if (room < 0) break
    resumed.push(position)
  }
  return resumed.length > 0 ? { ...entry, positions: resumed } : entry
}

/** Never more than the server takes: it ends a connection whose message is longer, and the client may not come back. */
function split<T>(items: readonly T[], maxBytes: number, entryOf: (item: T) => unknown): T[][] {
  const frames: T[][] = []
  let room = 0
  for (const item of items) {
    const bytes = bytesOf(entryOf(item)) + 1
    if (bytes > room) {
      frames.push([])
      room = maxBytes
    }
    frames.at(-1)?.push(item)
    room -= bytes
  }
  return frames
}

function bytesOf(value: unknown): number {
  return new TextEncoder().encode(JSON.stringify(value)).length
}
