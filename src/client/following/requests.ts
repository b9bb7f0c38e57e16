import type { Request } from '../connection/session.ts'
import { BoardView } from './followed-board.ts'
import type { MatchView } from './followed-match.ts'

/** `{"op":"unsubscribe","id":…,"matches":[],"boards":[]}` with the longest id. */
const ENVELOPE_BYTES = 68

/** A request, and what it asks for. */
export interface Asking {
  readonly request: Request
  readonly views: readonly (MatchView | BoardView)[]
}

interface Item<Entry> {
  readonly entry: Entry
  readonly isBoard: boolean
}

/** Asks for all of it in as few requests as may be; for each suspect in one of its own. */
export function subscribeRequests(wanted: readonly (MatchView | BoardView)[], messageBytes: number): Asking[] {
  const items = wanted.map((view) => {
    const isBoard = view instanceof BoardView
    return { view, isBoard, entry: isBoard ? view.request(messageBytes - ENVELOPE_BYTES) : view.request }
  })
  const together = items.filter(({ view }) => !view.isSuspect)
  const alone = items.filter(({ view }) => view.isSuspect).map((item) => [item])
  return [...split(together, messageBytes), ...alone].map((frame) => ({
    request: { op: 'subscribe', ...listed(frame) },
    views: frame.map(({ view }) => view),
  }))
}

/** @param left names of matches and of boards */
export function unsubscribeRequests(
  left: { readonly matches: readonly string[]; readonly boards: readonly string[] },
  messageBytes: number,
): Request[] {
  const items = [
    ...left.matches.map((entry) => ({ entry, isBoard: false })),
    ...left.boards.map((entry) => ({ entry, isBoard: true })),
  ]
  return split(items, messageBytes).map((frame) => ({ op: 'unsubscribe', ...listed(frame) }))
}

function listed<Entry>(frame: readonly Item<Entry>[]): { matches: Entry[]; boards?: Entry[] } {
  const entries = (ofBoards: boolean) => frame.filter(({ isBoard }) => isBoard === ofBoards).map(({ entry }) => entry)
  const boards = entries(true)
  return { matches: entries(false), ...(boards.length > 0 && { boards }) }
}

/** The server's limit is not to be met by trial, for it ends a connection that exceeds it. */
function split<Each extends Item<unknown>>(items: readonly Each[], messageBytes: number): Each[][] {
  const encoder = new TextEncoder()
  const frames: Each[][] = []
  let room = 0
  for (const item of items) {
    const bytes = encoder.encode(JSON.stringify(item.entry)).length + 1
    if (bytes > room) {
      frames.push([])
      room = messageBytes - ENVELOPE_BYTES
    }
    frames.at(-1)?.push(item)
    room -= bytes
  }
  return frames
}
