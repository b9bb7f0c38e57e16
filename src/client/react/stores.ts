import type { View } from '../../protocol/messages.ts'
import type { BoardOptions, Client, SubscribeOptions } from '../client.ts'
import type { StateIn } from '../in-view.ts'
import type { MatchSubscription } from '../match-subscription.ts'
import type { ClientStatus, MatchStatus } from '../status.ts'
import type { BoardView, MatchView } from './views.ts'

/** What `useSyncExternalStore` reads. */
export interface Store<Shown> {
  subscribe(onChange: () => void): () => void
  getSnapshot(): Shown
  /** What a server renders, and a browser first, so that both agree. */
  getServerSnapshot(): Shown
}

/**
 * Follows one match while somebody listens. React may listen, stop and listen again within one turn (StrictMode): the
 * client asks the server only for what is left at its end.
 */
export function matchStore(client: () => Client, match: string, options: SubscribeOptions): Store<MatchView<View>> {
  const status = statusOf(options.from)
  let held = options.from && { ...asOfOf(status), ...options.from }
  const initial: MatchView<View> = {
    match,
    state: held?.state as StateIn<View> | undefined,
    status,
    feedSilentSince: undefined,
  }
  return storeOf(initial, (show) => {
    const subscription = client().subscribe(match, { ...options, ...(held && { from: held }) })
    const refresh = () => show((view) => viewOf(subscription, view))
    subscription.on('change', refresh)
    refresh()
    return () => {
      const { state, epoch, seq } = subscription
      subscription.close()
      show((view) => {
        const left = unvouched(view)
        if (state && epoch !== undefined && seq !== undefined) held = { state, epoch, seq, ...asOfOf(left.status) }
        return left
      })
    }
  })
}

/** When what has the status was the newest, as a state is given to be followed from. */
function asOfOf(status: MatchStatus): { readonly asOf?: number } {
  return 'asOf' in status && status.asOf !== undefined ? { asOf: status.asOf } : {}
}

/** Nobody follows it any more: who comes back sees it before it is followed again, and must not take it for live. */
function unvouched<Left extends MatchView<View> | BoardView<View>>(view: Left): Left {
  if (view.status.kind !== 'live') return view
  return { ...view, status: { kind: 'stale', asOf: Date.now(), reason: 'connection' } }
}

/** Before there is a connection; a server and the browser that goes on from its page say the same. */
function statusOf(from: SubscribeOptions['from']): MatchStatus {
  if (from === undefined) return { kind: 'loading' }
  // View `score` does not say when its state was accepted.
  const asOf = from.asOf ?? ('updatedAt' in from.state ? from.state.updatedAt : Date.now())
  return { kind: 'stale', asOf, reason: 'connection' }
}

/** Follows one board while somebody listens. */
export function boardStore(client: () => Client, board: string, options: BoardOptions): Store<BoardView<View>> {
  return storeOf<BoardView<View>>({ board, matches: [], status: { kind: 'loading' } }, (show) => {
    const subscription = client().board(board, options)
    const views = new Map<string, MatchView<View>>()
    const refresh = () => {
      const matches = subscription.matches.map((match) => {
        const view = viewOf(match, views.get(match.match))
        views.set(match.match, view)
        return view
      })
      show(() => ({ board, matches, status: subscription.status }))
    }
    subscription.on('joined', (match) => match.on('change', refresh))
    subscription.on('left', ({ match }) => views.delete(match))
    subscription.on('change', refresh)
    subscription.on('status', refresh)
    return () => {
      subscription.close()
      show((view) => unvouched({ ...view, matches: view.matches.map(unvouched) }))
    }
  })
}

export function connectionStore(client: () => Client): Store<ClientStatus> {
  const initial: ClientStatus = { kind: 'connecting' }
  // With the first listener, as of `sharedSource`.
  let connected: Client | undefined
  return {
    subscribe(onChange) {
      connected = client()
      return connected.on('status', onChange)
    },
    // It changes while nobody listens, too.
    getSnapshot: () => connected?.status ?? initial,
    getServerSnapshot: () => initial,
  }
}

/** A store that opens with its first listener and closes with its last, and keeps what it showed. */
function storeOf<Shown>(
  initial: Shown,
  open: (show: (next: (shown: Shown) => Shown) => void) => () => void,
): Store<Shown> {
  let view = initial
  let close: (() => void) | undefined
  const listeners = new Set<() => void>()
  const show = (next: (shown: Shown) => Shown) => {
    const shown = next(view)
    if (shown === view) return
    view = shown
    for (const listener of listeners) listener()
  }
  return {
    subscribe(onChange) {
      listeners.add(onChange)
      close ??= open(show)
      return () => {
        listeners.delete(onChange)
        if (listeners.size > 0) return
        close?.()
        close = undefined
      }
    },
    getSnapshot: () => view,
    getServerSnapshot: () => initial,
  }
}

function viewOf(subscription: MatchSubscription<View>, before: MatchView<View> | undefined): MatchView<View> {
  const { match, state, status, feedSilentSince } = subscription
  const isSame = before?.state === state && before?.status === status && before?.feedSilentSince === feedSilentSince
  return before && isSame ? before : { match, state, status, feedSilentSince }
}
