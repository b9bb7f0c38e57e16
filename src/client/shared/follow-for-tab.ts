import type { View } from '../../protocol/messages.ts'
import type { BoardSubscription } from '../board-subscription.ts'
import type { BoardOptions, Client, SubscribeOptions } from '../client.ts'
import { MatchReporter } from './match-reporter.ts'
import type { MatchNews, News } from './messages.ts'

/** A match or a board that is followed for a tab. */
export interface FollowedForTab {
  /** Tells the whole state of a match again. */
  restart(match: string): void
  close(): void
}

type Tell = (news: Pick<News, 'matches' | 'board'>) => void

/** Follows a match; tells what changed in one turn of the event loop at once. */
export function followMatch(client: Client, match: string, options: SubscribeOptions, tell: Tell): FollowedForTab {
  const subscription = client.subscribe(match, options)
  const soon = oncePerTurn(() => tell({ matches: [reporter.take()] }))
  const reporter = new MatchReporter(subscription, options.from, soon.start)
  soon.start()
  return {
    restart() {
      reporter.restart()
      soon.start()
    },
    close() {
      soon.stop()
      subscription.close()
    },
  }
}

/** Follows a board and its matches; as of a match. */
export function followBoard(client: Client, name: string, options: BoardOptions, tell: Tell): FollowedForTab {
  const board = client.board(name, options)
  const reporters = new Map<string, MatchReporter>()
  const changed = new Set<string>()
  let isListDue = true
  const soon = oncePerTurn(() => {
    const matches: MatchNews[] = [...changed].flatMap((match) => reporters.get(match)?.take() ?? [])
    changed.clear()
    tell({ matches, ...(isListDue && { board: listOf(board) }) })
    isListDue = false
  })
  const changes = (match: string) => {
    changed.add(match)
    soon.start()
  }
  const listChanges = () => {
    isListDue = true
    soon.start()
  }
  board.on('joined', (subscription) => {
    const { match } = subscription
    reporters.set(match, new MatchReporter(subscription, undefined, () => changes(match)))
    changes(match)
  })
  board.on('left', ({ match }) => reporters.delete(match))
  board.on('change', listChanges)
  board.on('status', listChanges)
  soon.start()
  return {
    restart(match) {
      reporters.get(match)?.restart()
      changes(match)
    },
    close() {
      soon.stop()
      board.close()
    },
  }
}

function listOf({ matches, status }: BoardSubscription<View>): NonNullable<News['board']> {
  return { matches: matches.map(({ match }) => match), status }
}

/** Runs once after whatever starts it in one turn. */
function oncePerTurn(run: () => void): { start(): void; stop(): void } {
  let isDue = false
  let isStopped = false
  return {
    start() {
      if (isDue) return
      isDue = true
      queueMicrotask(() => {
        isDue = false
        if (!isStopped) run()
      })
    },
    stop() {
      isStopped = true
    },
  }
}
