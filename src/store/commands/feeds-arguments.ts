import { parseArgs } from 'node:util'
import { isFeedName, isScope, type NewFeedKey } from '../feed-keys/feed-key-admin.ts'
import { parseDuration, parseEnd } from './feed-key-times.ts'

export const FEEDS_USAGE = `usage:
  touchline feeds create NAME [--scope PATTERN]… [--source SOURCE] [--operator] [--expires WHEN]
                                      make a key for a feed; it is shown once
  touchline feeds rotate NAME|KEYID [--overlap TIME] [--expires WHEN]
                                      make another with the same rights; the present ones end after the overlap
  touchline feeds list                show all keys
  touchline feeds revoke NAME|KEYID   end all keys of a feed, or one of them

NAME     letters, digits and . _ -, up to 64
WHEN     90d, 12h, 30m from now; the end of a day, 2027-06-30, in UTC; or a moment, 2027-06-30T22:00:00Z; without it, never
TIME     as 90d, 12h, 30m; 7d without it; 0m ends the present ones at once
SOURCE   as NAME: feeds of one source edit, delete and repeat each other's events; without it, the feed is a source by itself
operator may act as any source, switch the source of a match, and hold events
PATTERN  a match id, or the beginning of one and *; without any, the key may write all matches`

export type FeedsCommand =
  | ({ readonly kind: 'create' } & NewFeedKey)
  | {
      readonly kind: 'rotate'
      readonly nameOrId: string
      readonly overlapMs: number
      readonly expiresAt: number | undefined
    }
  | { readonly kind: 'list' }
  | { readonly kind: 'revoke'; readonly nameOrId: string }

/** The options that each command takes. */
const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  create: ['scope', 'source', 'operator', 'expires'],
  rotate: ['overlap', 'expires'],
}

/** Long enough for a feed's next working week. */
const DEFAULT_OVERLAP = '7d'

/** @returns the command, or the usage if it cannot be understood */
export function parseFeedsCommand(args: string[]): FeedsCommand | string {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        scope: { type: 'string', multiple: true },
        source: { type: 'string' },
        operator: { type: 'boolean' },
        expires: { type: 'string' },
        overlap: { type: 'string' },
      },
    })
    const [verb = '', name, ...rest] = positionals
    const isForeign = Object.keys(values).some((option) => !OPTIONS[verb]?.includes(option))
    if (rest.length > 0 || isForeign) return FEEDS_USAGE
    if (verb === 'list' && name === undefined) return { kind: 'list' }
    if (name === undefined) return FEEDS_USAGE
    if (verb === 'revoke') return { kind: 'revoke', nameOrId: name }
    if (verb !== 'create' && verb !== 'rotate') return FEEDS_USAGE
    const { scope: scopes = ['*'], source, operator, expires, overlap = DEFAULT_OVERLAP } = values
    const expiresAt = expires === undefined ? undefined : parseEnd(expires, Date.now())
    if (expires !== undefined && expiresAt === undefined)
      return `"${expires}" is no time within the next ten years\n\n${FEEDS_USAGE}`
    if (verb === 'rotate') {
      const overlapMs = parseDuration(overlap)
      if (overlapMs === undefined) return `"${overlap}" is no length of time\n\n${FEEDS_USAGE}`
      return { kind: 'rotate', nameOrId: name, overlapMs, expiresAt }
    }
    return parseCreate({
      feed: name,
      scopes,
      ...(source !== undefined && { source }),
      ...(operator && { isOperator: true }),
      ...(expiresAt !== undefined && { expiresAt }),
    })
  } catch (error) {
    return `${(error as Error).message}\n\n${FEEDS_USAGE}`
  }
}

function parseCreate(key: NewFeedKey): FeedsCommand | string {
  const { feed, source, scopes } = key
  if (source !== undefined && !isFeedName(source)) return `"${source}" cannot be the name of a source\n\n${FEEDS_USAGE}`
  if (!isFeedName(feed)) return `"${feed}" cannot be the name of a feed\n\n${FEEDS_USAGE}`
  const wrong = scopes.find((scope) => !isScope(scope))
  if (wrong !== undefined) return `"${wrong}" is not a pattern of match ids\n\n${FEEDS_USAGE}`
  return { kind: 'create', ...key }
}
