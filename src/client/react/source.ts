import type { View } from '../../protocol/messages.ts'
import { type BoardOptions, type Client, createClient, type SubscribeOptions } from '../client.ts'
import type { ClientStatus } from '../status.ts'
import { boardStore, connectionStore, matchStore, type Store } from './stores.ts'
import type { BoardView, MatchView } from './views.ts'

/** The stores over one client: who asks for the same gets the same, so no two components differ in what they show. */
export interface Source {
  match(match: string, options: SubscribeOptions): Store<MatchView<View>>
  board(board: string, options: BoardOptions): Store<BoardView<View>>
  readonly connection: Store<ClientStatus>
  /**
   * A provider gives it to its components. Absent where the client is somebody else's.
   *
   * @returns lets go of it: once nobody gives it any more, its connection ends
   */
  hold?: () => () => void
}

export function sourceOf(client: () => Client): Source {
  const matches = new Map<string, Store<MatchView<View>>>()
  const boards = new Map<string, Store<BoardView<View>>>()
  return {
    match: (match, options) => remembered(matches, keyOf(match, options), () => matchStore(client, match, options)),
    board: (board, options) => remembered(boards, keyOf(board, options), () => boardStore(client, board, options)),
    connection: connectionStore(client),
  }
}

/** More stores than a page shows at a time: the oldest is forgotten, and made anew if it is asked for again. */
const MAX_STORES = 2_000

function remembered<Shown>(stores: Map<string, Store<Shown>>, key: string, make: () => Store<Shown>): Store<Shown> {
  const known = stores.get(key)
  if (known) return known
  const oldest = stores.keys().next()
  if (stores.size >= MAX_STORES && !oldest.done) stores.delete(oldest.value)
  const store = make()
  stores.set(key, store)
  return store
}

/** The state that a server rendered is part of the key by its place alone. */
function keyOf(name: string, { from, ...rest }: SubscribeOptions): string {
  return JSON.stringify([name, from?.epoch, from?.seq, rest])
}

const sharedSources = new Map<string, Source>()

export function sharedSource(url: string): Source {
  const known = sharedSources.get(url)
  if (known) return known
  let client: Client | undefined
  let holders = 0
  // Made with the first listener, which no server has: rendering there opens no connection.
  const source = sourceOf(() => {
    client ??= createClient(url === '' ? {} : { url })
    return client
  })
  // That of the page's own origin is used without a provider, too.
  if (url !== '') source.hold = hold
  sharedSources.set(url, source)
  return source

  function hold(): () => void {
    holders += 1
    sharedSources.set(url, source)
    return () => {
      holders -= 1
      // React may let go and hold again within one turn (StrictMode).
      setTimeout(() => {
        if (holders > 0) return
        client?.close()
        client = undefined
        if (sharedSources.get(url) === source) sharedSources.delete(url)
      })
    }
  }
}
