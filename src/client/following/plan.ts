import { subscribeRequests, unsubscribeRequests } from './requests.ts'
import { isShownAlike } from './shown.ts'
import type { PlannedRequest, ServerState, Wanted, WantedBoard, WantedMatch } from './wanted.ts'

/** The requests that make the server send what is wanted, and nothing else. Once they are sent, none are left. */
export function plan({ matches, boards }: Wanted, server: ServerState): PlannedRequest[] {
  const names = { matches: new Set(matches.map(({ match }) => match)), boards: new Set(boards.map(({ name }) => name)) }
  const left = {
    matches: server.matches.askedFor.filter((match) => !names.matches.has(match)),
    boards: server.boards.askedFor.filter((name) => !names.boards.has(name)),
  }
  const due = {
    matches: matches.filter((match) => isMatchDue(match, server)),
    boards: boards.filter((board) => isBoardDue(board, server)),
  }
  return [...unsubscribeRequests(left, server.messageBytes), ...subscribeRequests(due, server)]
}

/** Whether a match has to be asked for by itself: the server does not send it as it is wanted, and no board will bring it. */
export function isMatchDue(wanted: WantedMatch, server: ServerState): boolean {
  const membership = server.matches.of(wanted.match)
  switch (membership.kind) {
    case 'absent':
      return !isExpected(wanted, server)
    case 'asked':
      return !isShownAlike(membership, wanted)
    case 'joined':
      if (membership.by === 'board' && wanted.boards.size === 0) return true
      if (isShownAlike(membership, wanted)) return false
      // A board that a page wants shown otherwise is asked for again and brings its matches with it.
      return isAskedAlone(wanted) || membership.by === 'request' || !isAnyAwaited(wanted, server)
    case 'unsynced':
      return true
    default:
      return false
  }
}

/** No board will bring it as it is wanted. */
function isAskedAlone({ ownDelayMs, wantsMore }: WantedMatch): boolean {
  return ownDelayMs !== undefined || wantsMore
}

export function isBoardDue(wanted: WantedBoard, server: ServerState): boolean {
  const membership = server.boards.of(wanted.name)
  switch (membership.kind) {
    case 'absent':
    case 'unsynced':
      return true
    case 'asked':
    case 'joined':
      return !isShownAlike(membership, wanted)
    default:
      return false
  }
}

/** What a board brings takes no place of those that a connection has for matches. */
function isExpected(wanted: WantedMatch, server: ServerState): boolean {
  const { boards, isFollowed } = wanted
  for (const board of boards) {
    if (!isShownAlike(board, wanted)) continue
    const { kind } = server.boards.of(board.name)
    // A board that failed once does not hold up a match that somebody asked for.
    const hasFailed = kind === 'postponed' || kind === 'unsynced'
    if (hasFailed ? !isFollowed : isAwaited(board, server)) return true
  }
  return false
}

function isAnyAwaited({ boards }: WantedMatch, server: ServerState): boolean {
  for (const board of boards) if (isAwaited(board, server)) return true
  return false
}

/** An answer that brings the matches of the board is to come. */
function isAwaited(board: WantedBoard, server: ServerState): boolean {
  return server.boards.of(board.name).kind === 'asked' || isBoardDue(board, server)
}
