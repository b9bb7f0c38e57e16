import type { FastifyInstance, FastifyRequest } from 'fastify'
import { NotAllowed } from './errors.ts'
import { tokenOf } from './token-of.ts'
import { type MatchReads, ViewedMatches } from './viewed-matches.ts'
import type { Viewer, ViewerTokens } from './viewer-tokens.ts'

/** Of which matches the reads of a server tell whom. */
export interface ReadGuard {
  /** The matches that this request may see, as late as it may. */
  matchesFor(request: FastifyRequest): MatchReads
  /** @throws {NotAllowed} if the viewer may not watch the board */
  checkBoard(request: FastifyRequest, board: string): void
  /**
   * For what is told of a match beside its state.
   *
   * @returns true if the viewer is not to know yet what happened last
   * @throws {NotAllowed}
   */
  isHeldBack(request: FastifyRequest, match: string): Promise<boolean>
  /** Guards the read routes of a scope. Call it before they are registered. */
  protect(scope: FastifyInstance): void
}

type Store = ConstructorParameters<typeof ViewedMatches>[1]

/** No cache may keep what was for one viewer. */
const PRIVATE = 'private, no-store'

/** For servers that need no token. */
export function openReads(store: Store): ReadGuard {
  return { matchesFor: () => store, checkBoard() {}, isHeldBack: async () => false, protect() {} }
}

/**
 * `[W21]` For servers whose viewers have tokens.
 *
 * @param now the database's clock
 */
export function guardReads(store: Store, tokens: Pick<ViewerTokens, 'verify'>, now: () => number): ReadGuard {
  const viewers = new WeakMap<FastifyRequest, Viewer>()
  const accessOf = (request: FastifyRequest) => {
    const viewer = viewers.get(request)
    if (viewer === undefined) throw new Error(`${request.routeOptions.url} is read without its guard`)
    return viewer.access
  }
  const matchesFor = (request: FastifyRequest) => new ViewedMatches(accessOf(request), store, now)
  return {
    matchesFor,
    checkBoard(request, board) {
      if (!accessOf(request).allowsBoard(board)) throw new NotAllowed(`the token does not allow board "${board}"`)
    },
    isHeldBack: (request, match) => matchesFor(request).isHeldBack(match),
    protect(scope) {
      scope.addHook('onRequest', async (request) => {
        viewers.set(request, await tokens.verify(tokenOf(request.headers)))
      })
      scope.addHook('onSend', async (_request, reply) => {
        reply.header('cache-control', PRIVATE)
      })
    },
  }
}
