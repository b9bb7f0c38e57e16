import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { NotAllowed } from '../access/errors.ts'
import type { ReadGuard } from '../access/read-guard.ts'
import { contentHash } from '../content-hash.ts'
import { InvalidRequest } from '../errors.ts'
import { MAX_BOARD_MATCHES, parseBoardName } from '../match/lists/board-name.ts'
import type { MatchStore, Snapshot } from '../store/match-store.ts'
import type { SourceLifeStore } from '../store/source-life.ts'
import { keepBriefly } from './keep-briefly.ts'
import { schemas } from './read-schemas.ts'
import { holdsTag, sendJson } from './stored-answer.ts'

export interface BoardReadOptions {
  readonly store: Pick<MatchStore, 'listPresent'>
  readonly guard: Pick<ReadGuard, 'checkBoard' | 'matchesFor'>
  readonly sources: Pick<SourceLifeStore, 'readStaleMatches'>
  /** The database's clock. */
  readonly now: () => number
}

const LIVE_CACHE = 'public, max-age=1, stale-while-revalidate=2'
/** The list of a board is read once in this time, however many read it. */
const LIST_KEPT_MS = 1_000

/** `[W20]` The list of a board and how far each match of it has come, for those who ask again and again. */
export async function boardRead(fastify: FastifyInstance, options: BoardReadOptions): Promise<void> {
  const { store, guard, sources, now } = options
  const list = keepBriefly(async (board: string) => {
    const query = parseBoardName(board)
    if (query === undefined) throw new InvalidRequest(`"${board}" is no name of a board`)
    return store.listPresent({ ...query, now: now(), limit: MAX_BOARD_MATCHES })
  }, LIST_KEPT_MS)

  const snapshotsFor = async (request: FastifyRequest, board: string): Promise<Snapshot[]> => {
    const matches = guard.matchesFor(request)
    const read = (match: string) => matches.readSnapshot(match).catch(unlessNotAllowed)
    const snapshots = await Promise.all((await list(board)).map(read))
    return snapshots.flatMap((snapshot) => snapshot ?? [])
  }

  const app = fastify.withTypeProvider<ZodTypeProvider>()
  app.get('/v1/boards/:board', { schema: schemas.board }, async (request, reply) => {
    const { board } = request.params
    guard.checkBoard(request, board)
    const snapshots = await snapshotsFor(request, board)
    const silent = await sources.readStaleMatches(snapshots.map(({ match }) => match))
    const staleAt = new Map(silent.map(({ match, at }) => [match, at]))
    const heads = snapshots.map(({ match, epoch, seq }) => {
      const at = staleAt.get(match)
      return { match, epoch, seq, ...(at !== undefined && { feed: { health: 'stale', at } }) }
    })
    const text = JSON.stringify({ board, matches: heads })
    const hash = contentHash(text)
    const etag = `"${hash}${silent.length === 0 ? '' : '.stale'}"`
    reply.header('etag', etag).header('cache-control', LIVE_CACHE)
    if (holdsTag(request.headers['if-none-match'], etag)) return (reply as FastifyReply).code(304).send()
    return sendJson(reply, text)
  })
}

/** What a token does not allow is left out, as in lists. */
function unlessNotAllowed(error: unknown): undefined {
  if (!(error instanceof NotAllowed)) throw error
}
