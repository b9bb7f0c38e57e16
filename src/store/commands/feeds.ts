import { parseArgs } from 'node:util'
import type { Database } from '../database.ts'
import {
  CannotRotate,
  createFeedKey,
  isFeedName,
  isScope,
  keyIdOf,
  type NewFeedKey,
  rotateFeedKey,
} from '../feed-keys/feed-key-admin.ts'
import type { StoredFeedKey } from '../feed-keys/feed-key-store.ts'
import { answerHelp } from './answer-help.ts'
import { parseDuration, parseEnd } from './feed-key-times.ts'
import { CommandFailed, runCommand } from './run-command.ts'

const USAGE = `usage:
  npm run feeds -- create NAME [--scope PATTERN]… [--source SOURCE] [--operator] [--expires WHEN]
                                       make a key for a feed; it is shown once
  npm run feeds -- rotate NAME|KEYID [--overlap TIME] [--expires WHEN]
                                       make another with the same rights; the present ones end after the overlap
  npm run feeds -- list                show all keys
  npm run feeds -- revoke NAME|KEYID   end all keys of a feed, or one of them

NAME     letters, digits and . _ -, up to 64
WHEN     90d, 12h, 30m from now; the end of a day, 2027-06-30, in UTC; or a moment, 2027-06-30T22:00:00Z; without it, never
TIME     as 90d, 12h, 30m; 7d without it; 0m ends the present ones at once
SOURCE   as NAME: feeds of one source edit, delete and repeat each other's events; without it, the feed is a source by itself
operator may act as any source, switch the source of a match, and hold events
PATTERN  a match id, or the beginning of one and *; without any, the key may write all matches`

type Command =
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

answerHelp(USAGE)
// Checked before the database is opened, so that a typing error is answered at once.
const command = parseCommand(process.argv.slice(2))
if (typeof command === 'string') {
  console.error(command)
  process.exitCode = 2
} else {
  await runCommand(({ database }) => execute(database, command))
}

/** @returns the command, or the usage if it cannot be understood */
function parseCommand(args: string[]): Command | string {
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
    if (rest.length > 0 || isForeign) return USAGE
    if (verb === 'list' && name === undefined) return { kind: 'list' }
    if (name === undefined) return USAGE
    if (verb === 'revoke') return { kind: 'revoke', nameOrId: name }
    if (verb !== 'create' && verb !== 'rotate') return USAGE
    const { scope: scopes = ['*'], source, operator, expires, overlap = DEFAULT_OVERLAP } = values
    const expiresAt = expires === undefined ? undefined : parseEnd(expires, Date.now())
    if (expires !== undefined && expiresAt === undefined)
      return `"${expires}" is no time within the next ten years\n\n${USAGE}`
    if (verb === 'rotate') {
      const overlapMs = parseDuration(overlap)
      if (overlapMs === undefined) return `"${overlap}" is no length of time\n\n${USAGE}`
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
    return `${(error as Error).message}\n\n${USAGE}`
  }
}

function parseCreate(key: NewFeedKey): Command | string {
  const { feed, source, scopes } = key
  if (source !== undefined && !isFeedName(source)) return `"${source}" cannot be the name of a source\n\n${USAGE}`
  if (!isFeedName(feed)) return `"${feed}" cannot be the name of a feed\n\n${USAGE}`
  const wrong = scopes.find((scope) => !isScope(scope))
  if (wrong !== undefined) return `"${wrong}" is not a pattern of match ids\n\n${USAGE}`
  return { kind: 'create', ...key }
}

async function execute({ feedKeys: keys, clock }: Database, todo: Command): Promise<void> {
  switch (todo.kind) {
    case 'create': {
      const { kind: _, ...made } = todo
      tellKey(await createFeedKey(keys, made, clock.now()), made)
      break
    }
    case 'rotate': {
      const { nameOrId, overlapMs, expiresAt } = todo
      const rotation = { now: clock.now(), overlapMs, ...(expiresAt !== undefined && { expiresAt }) }
      const { made, replaced, ...created } = await rotateFeedKey(keys, nameOrId, rotation).catch((error: unknown) => {
        throw error instanceof CannotRotate ? new CommandFailed(error.message) : error
      })
      for (const key of replaced) console.error(`key ${keyIdOf(key)} ends at ${toMinute(key.expiresAt ?? 0)}`)
      tellKey(created, made)
      break
    }
    case 'list': {
      const all = await keys.readAll()
      if (all.length === 0) console.error('no keys yet; make one with: npm run feeds -- create NAME')
      for (const key of all) console.log(describe(key, clock.now()))
      break
    }
    case 'revoke': {
      const revoked = await keys.revoke(todo.nameOrId, clock.now())
      if (revoked.length === 0)
        throw new CommandFailed(`there is no valid key of a feed "${todo.nameOrId}", or with that id`)
      for (const key of revoked) console.log(`revoked key ${keyIdOf(key)} of feed "${key.feed}"`)
      console.error('servers refuse them within a few seconds')
      break
    }
  }
}

/** The key alone goes to standard output, so that a script can take it. */
function tellKey({ id, key }: { readonly id: string; readonly key: string }, made: NewFeedKey): void {
  const ends = made.expiresAt === undefined ? '' : ` until ${toMinute(made.expiresAt)}`
  console.error(
    `key ${id} of feed "${made.feed}"${roleOf(made)} for ${made.scopes.join(', ')}${ends}; it is shown this once:`,
  )
  console.log(key)
}

function describe(key: StoredFeedKey, now: number): string {
  const { feed, scopes, createdAt, revokedAt, expiresAt } = key
  const times = [`created ${toDay(createdAt)}`]
  if (expiresAt !== undefined) times.push(`${expiresAt > now ? 'ends' : 'ended'} ${toMinute(expiresAt)}`)
  if (revokedAt !== undefined) times.push(`revoked ${toDay(revokedAt)}`)
  return [keyIdOf(key), `${feed}${roleOf(key)}`, scopes.join(','), ...times].join('\t')
}

function roleOf({ source, isOperator }: NewFeedKey): string {
  return `${source === undefined ? '' : ` of source "${source}"`}${isOperator ? ', an operator,' : ''}`
}

function toDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}

/** `2027-06-30T22:00Z` */
function toMinute(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16)}Z`
}
