import {
  createContext,
  createElement,
  type ReactElement,
  type ReactNode,
  useContext,
  useMemo,
  useSyncExternalStore,
} from 'react'
import { type BoardOptions, type Client, createClient, type SubscribeOptions } from '../client.ts'
import type { ClientStatus } from '../status.ts'
import { boardStore, connectionStore, matchStore, type Store } from './stores.ts'
import type { BoardView, MatchView } from './views.ts'

export type {} from './jsx.ts'
export type { BoardView, MatchView } from './views.ts'

/**
 * Gives the components below it one client: `client`, or one for the server at `url`. Without a provider they share one for
 * the page's own origin.
 */
export function TouchlineProvider({ client, url, children }: ProviderProps): ReactElement {
  const source = useMemo(() => (client ? sourceOf(() => client) : sharedSource(String(url ?? ''))), [client, url])
  return createElement(SourceContext.Provider, { value: source }, children)
}

export interface ProviderProps {
  readonly client?: Client
  readonly url?: string | URL
  readonly children?: ReactNode
}

/**
 * Follows a match while the component is mounted.
 *
 * @param match null follows nothing
 * @param options `from`: a state that is known already, such as what a server rendered
 * @returns null if nothing is followed
 */
export function useMatch(match: string, options?: SubscribeOptions): MatchView
export function useMatch(match: string | null, options?: SubscribeOptions): MatchView | null
export function useMatch(match: string | null, options: SubscribeOptions = {}): MatchView | null {
  const source = useContext(SourceContext)
  return useStore(match === null ? NOTHING : source.match(match, options))
}

/**
 * Follows a board, `competition:premier-league`, while the component is mounted.
 *
 * @param board null follows nothing
 * @returns null if nothing is followed
 */
export function useBoard(board: string, options?: BoardOptions): BoardView
export function useBoard(board: string | null, options?: BoardOptions): BoardView | null
export function useBoard(board: string | null, options: BoardOptions = {}): BoardView | null {
  const source = useContext(SourceContext)
  return useStore(board === null ? NOTHING : source.board(board, options))
}

/** Whether the page is connected, and as of when not. */
export function useConnection(): ClientStatus {
  return useStore(useContext(SourceContext).connection)
}

const NOTHING: Store<null> = {
  subscribe: () => () => undefined,
  getSnapshot: () => null,
  getServerSnapshot: () => null,
}

function useStore<View>({ subscribe, getSnapshot, getServerSnapshot }: Store<View>): View {
  return useSyncExternalStore(subscribe, getSnapshot, getServerSnapshot)
}

/** The stores over one client: who asks for the same gets the same, so no two components differ in what they show. */
interface Source {
  match(match: string, options: SubscribeOptions): Store<MatchView>
  board(board: string, options: BoardOptions): Store<BoardView>
  readonly connection: Store<ClientStatus>
}

function sourceOf(client: () => Client): Source {
  const matches = new Map<string, Store<MatchView>>()
  const boards = new Map<string, Store<BoardView>>()
  return {
    match: (match, options) => remembered(matches, keyOf(match, options), () => matchStore(client, match, options)),
    board: (board, options) => remembered(boards, keyOf(board, options), () => boardStore(client, board, options)),
    connection: connectionStore(client),
  }
}

/** More stores than a page shows at a time: the oldest is forgotten, and made anew if it is asked for again. */
const MAX_STORES = 2_000

function remembered<View>(stores: Map<string, Store<View>>, key: string, make: () => Store<View>): Store<View> {
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

function sharedSource(url: string): Source {
  const known = sharedSources.get(url)
  if (known) return known
  let client: Client | undefined
  // Made with the first listener, which no server has: rendering there opens no connection.
  const source = sourceOf(() => {
    client ??= createClient(url === '' ? {} : { url })
    return client
  })
  sharedSources.set(url, source)
  return source
}

const SourceContext = createContext<Source>(sharedSource(''))
