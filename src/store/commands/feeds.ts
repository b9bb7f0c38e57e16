import { parseArgs } from 'node:util'
import { createFeedKey, isFeedName, isScope, keyIdOf } from '../feed-key-admin.ts'
import type { FeedKeyStore, StoredFeedKey } from '../feed-key-store.ts'
import { CommandFailed, runCommand } from './run-command.ts'

const USAGE = `usage:
  npm run feeds -- create NAME [--scope PATTERN]… [--source SOURCE] [--operator]
                                       make a key for a feed; it is shown once
  npm run feeds -- list                show all keys
  npm run feeds -- revoke NAME|KEYID   end all keys of a feed, or one of them

NAME     letters, digits and . _ -, up to 64
SOURCE   as NAME: feeds of one source edit, delete and repeat each other's events; without it, the feed is a source by itself
operator may act as any source, switch the source of a match, and hold events
PATTERN  a match id, or the beginning of one and *; without any, the key may write all matches`

type NewKey = Pick<StoredFeedKey, 'feed' | 'source' | 'isOperator' | 'scopes'>

type Command =
  | ({ readonly kind: 'create' } & NewKey)
  | { readonly kind: 'list' }
  | { readonly kind: 'revoke'; readonly nameOrId: string }

// Checked before the database is opened, so that a typing error is answered at once.
const command = parseCommand(process.argv.slice(2))
if (typeof command === 'string') {
  console.error(command)
  process.exitCode = 2
} else {
  await runCommand(({ database }) => execute(database.feedKeys, command))
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
      },
    })
    const [verb, name, ...rest] = positionals
    if (rest.length > 0 || (verb !== 'create' && Object.keys(values).length > 0)) return USAGE
    if (verb === 'list' && name === undefined) return { kind: 'list' }
    if (verb === 'revoke' && name !== undefined) return { kind: 'revoke', nameOrId: name }
    if (verb === 'create' && name !== undefined) {
      const { scope: scopes = ['*'], source, operator } = values
      return parseCreate({
        feed: name,
        scopes,
        ...(source !== undefined && { source }),
        ...(operator && { isOperator: true }),
      })
    }
    return USAGE
  } catch (error) {
    return `${(error as Error).message}\n\n${USAGE}`
  }
}

function parseCreate(key: NewKey): Command | string {
  const { feed, source, scopes } = key
  if (source !== undefined && !isFeedName(source)) return `"${source}" cannot be the name of a source\n\n${USAGE}`
  if (!isFeedName(feed)) return `"${feed}" cannot be the name of a feed\n\n${USAGE}`
  const wrong = scopes.find((scope) => !isScope(scope))
  if (wrong !== undefined) return `"${wrong}" is not a pattern of match ids\n\n${USAGE}`
  return { kind: 'create', ...key }
}

async function execute(keys: FeedKeyStore, todo: Command): Promise<void> {
  switch (todo.kind) {
    case 'create': {
      const { kind: _, ...made } = todo
      const { id, key } = await createFeedKey(keys, made)
      // The key alone on standard output, so that a script can take it.
      console.error(
        `key ${id} of feed "${todo.feed}"${roleOf(todo)} for ${todo.scopes.join(', ')}; it is shown this once:`,
      )
      console.log(key)
      break
    }
    case 'list': {
      const all = await keys.readAll()
      if (all.length === 0) console.error('no keys yet; make one with: npm run feeds -- create NAME')
      for (const key of all) console.log(describe(key))
      break
    }
    case 'revoke': {
      const revoked = await keys.revoke(todo.nameOrId, Date.now())
      if (revoked.length === 0)
        throw new CommandFailed(`there is no valid key of a feed "${todo.nameOrId}", or with that id`)
      for (const key of revoked) console.log(`revoked key ${keyIdOf(key)} of feed "${key.feed}"`)
      console.error('servers refuse them within a few seconds')
      break
    }
  }
}

function describe(key: StoredFeedKey): string {
  const { feed, scopes, createdAt, revokedAt } = key
  const times = [`created ${toDay(createdAt)}`, ...(revokedAt === undefined ? [] : [`revoked ${toDay(revokedAt)}`])]
  return [keyIdOf(key), `${feed}${roleOf(key)}`, scopes.join(','), ...times].join('\t')
}

function roleOf({ source, isOperator }: NewKey): string {
  return `${source === undefined ? '' : ` of source "${source}"`}${isOperator ? ', an operator,' : ''}`
}

function toDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}
