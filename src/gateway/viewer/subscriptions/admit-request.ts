import type { Access } from '../../../access/access.ts'
import { MAX_BOARD_NAME } from '../../../match/lists/max-board-name.ts'
import type { SubscribeBoard, SubscribeMatch, SubscribeRequest } from '../../../protocol/client-messages.ts'
import { isMatchId } from '../../../protocol/match-id.ts'
import { MAX_MATCH_ID } from '../../../protocol/max-match-id.ts'
import type { Limits, RejectedMatch, SubscribedBoard } from '../../../protocol/messages.ts'

const MAX_BOARDS = 8

/** Who asks, and what it has. */
export interface AskingViewer {
  readonly access: Access
  /** The matches that it has asked for by themselves. */
  readonly own: Iterable<string>
  readonly ownBoards: Iterable<string>
  readonly limits: Pick<Limits, 'subscriptions'>
}

/** What of a request may be opened, and what is refused and why. */
export interface Admitted {
  readonly wanted: readonly SubscribeMatch[]
  readonly wantedBoards: readonly SubscribeBoard[]
  readonly rejected: RejectedMatch[]
  readonly refusedBoards: readonly SubscribedBoard[]
}

/** Rejects bad ids, what the viewer may not see, and what goes beyond the limits. */
export function admit({ matches, boards }: SubscribeRequest, viewer: AskingViewer): Admitted {
  return { ...admitMatches(matches, viewer), ...admitBoards(boards, viewer) }
}

function admitMatches(matches: readonly SubscribeMatch[], viewer: AskingViewer): Pick<Admitted, 'wanted' | 'rejected'> {
  const { access, limits } = viewer
  const wanted = new Map<string, SubscribeMatch>()
  const rejected: RejectedMatch[] = []
  const own = new Set(viewer.own)
  for (const item of matches) {
    if (!isMatchId(item.match)) {
      rejected.push({ match: item.match.slice(0, MAX_MATCH_ID), code: 'invalid-match-id' })
    } else if (!access.mayAllow(item.match)) {
      rejected.push({ match: item.match, code: 'forbidden' })
    } else if (!own.has(item.match) && own.size >= limits.subscriptions) {
      rejected.push({ match: item.match, code: 'too-many-subscriptions' })
    } else {
      own.add(item.match)
      wanted.set(item.match, delayedBy(access, item))
    }
  }
  return { wanted: [...wanted.values()], rejected }
}

function admitBoards(
  boards: readonly SubscribeBoard[],
  { access, ownBoards }: AskingViewer,
): Pick<Admitted, 'wantedBoards' | 'refusedBoards'> {
  const wanted = new Map<string, SubscribeBoard>()
  const refusedBoards: SubscribedBoard[] = []
  const own = new Set(ownBoards)
  for (const item of boards) {
    if (!access.allowsBoard(item.board)) {
      refusedBoards.push({ board: item.board.slice(0, MAX_BOARD_NAME), code: 'forbidden' })
    } else if (!own.has(item.board) && own.size >= MAX_BOARDS) {
      refusedBoards.push({ board: item.board.slice(0, MAX_BOARD_NAME), code: 'too-many-boards' })
    } else {
      own.add(item.board)
      wanted.set(item.board, delayedBy(access, item))
    }
  }
  return { wantedBoards: [...wanted.values()], refusedBoards }
}

/** The delay of the viewer's token is the least that it gets, whatever it asks for. */
function delayedBy<Item extends { readonly delayMs?: number }>({ delayMs: least }: Access, item: Item): Item {
  const { delayMs = 0 } = item
  return delayMs >= least ? item : { ...item, delayMs: least }
}
