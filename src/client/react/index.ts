// Frameworks with server components let such a component, often the layout, import nothing with hooks that does not say this.
'use client'

import {
  createContext,
  createElement,
  type ReactElement,
  type ReactNode,
  useContext,
  useEffect,
  useMemo,
  useSyncExternalStore,
} from 'react'
import type { View } from '../../protocol/messages.ts'
import type { BoardOptions, Client, SubscribeOptions } from '../client.ts'
import type { ClientStatus } from '../status.ts'
import { type Source, sharedSource, sourceOf } from './source.ts'
import type { Store } from './stores.ts'
import type { BoardView, MatchView } from './views.ts'

export type {} from './jsx.ts'
export type { BoardView, MatchView } from './views.ts'

/**
 * Gives the components below it one client: `client`, or one for the server at `url`. Without a provider they share one for
 * the page's own origin. The connection to a `url` ends when it is another one, or when the last provider of it has gone.
 */
export function TouchlineProvider({ client, url, children }: ProviderProps): ReactElement {
  const source = useMemo(() => (client ? sourceOf(() => client) : sharedSource(String(url ?? ''))), [client, url])
  useEffect(() => source.hold?.(), [source])
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
export function useMatch<Asked extends View = 'full'>(
  match: string,
  options?: SubscribeOptions<Asked>,
): MatchView<Asked>
export function useMatch<Asked extends View = 'full'>(
  match: string | null,
  options?: SubscribeOptions<Asked>,
): MatchView<Asked> | null
export function useMatch(match: string | null, options: SubscribeOptions = {}): MatchView<View> | null {
  const source = useContext(SourceContext)
  return useStore(match === null ? NOTHING : source.match(match, options))
}

/**
 * Follows a board, `competition:premier-league`, while the component is mounted.
 *
 * @param board null follows nothing
 * @returns null if nothing is followed
 */
export function useBoard<Asked extends View = 'full'>(board: string, options?: BoardOptions<Asked>): BoardView<Asked>
export function useBoard<Asked extends View = 'full'>(
  board: string | null,
  options?: BoardOptions<Asked>,
): BoardView<Asked> | null
export function useBoard(board: string | null, options: BoardOptions = {}): BoardView<View> | null {
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

function useStore<Shown>({ subscribe, getSnapshot, getServerSnapshot }: Store<Shown>): Shown {
  return useSyncExternalStore(subscribe, getSnapshot, getServerSnapshot)
}

const SourceContext = createContext<Source>(sharedSource(''))
