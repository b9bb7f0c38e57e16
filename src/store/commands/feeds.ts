import type { Database } from '../database.ts'
import { CannotRotate, createFeedKey, keyIdOf, type NewFeedKey, rotateFeedKey } from '../feed-keys/feed-key-admin.ts'
import type { StoredFeedKey } from '../feed-keys/feed-key-store.ts'
import { answerHelp } from './answer-help.ts'
import { FEEDS_USAGE, type FeedsCommand, parseFeedsCommand } from './feeds-arguments.ts'
import { print } from './print.ts'
import { CommandFailed, runCommand } from './run-command.ts'

answerHelp(FEEDS_USAGE)
// Checked before the database is opened, so that a typing error is answered at once.
const command = parseFeedsCommand(process.argv.slice(2))
if (typeof command === 'string') {
  console.error(command)
  process.exitCode = 2
} else {
  await runCommand(({ database }) => execute(database, command))
}

async function execute({ feedKeys: keys, clock }: Database, todo: FeedsCommand): Promise<void> {
  switch (todo.kind) {
    case 'create': {
      const { kind: _, ...made } = todo
      await tellKey(await createFeedKey(keys, made, clock.now()), made)
      break
    }
    case 'rotate': {
      const { nameOrId, overlapMs, expiresAt } = todo
      const rotation = { now: clock.now(), overlapMs, ...(expiresAt !== undefined && { expiresAt }) }
      const { made, replaced, ...created } = await rotateFeedKey(keys, nameOrId, rotation).catch((error: unknown) => {
        throw error instanceof CannotRotate ? new CommandFailed(error.message) : error
      })
      for (const key of replaced) console.error(`key ${keyIdOf(key)} ends at ${toMinute(key.expiresAt ?? 0)}`)
      await tellKey(created, made)
      break
    }
    case 'list': {
      const all = await keys.readAll()
      if (all.length === 0) console.error('no keys yet; make one with: touchline feeds create NAME')
      for (const key of all) await print(`${describe(key, clock.now())}\n`)
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
async function tellKey({ id, key }: { readonly id: string; readonly key: string }, made: NewFeedKey): Promise<void> {
  const ends = made.expiresAt === undefined ? '' : ` until ${toMinute(made.expiresAt)}`
  console.error(
    `key ${id} of feed "${made.feed}"${roleOf(made)} for ${made.scopes.join(', ')}${ends}; it is shown this once:`,
  )
  await print(`${key}\n`).catch((error: Error) => {
    throw new CommandFailed(
      `nobody has seen the key: ${error.message}; make another, and end this one: touchline feeds revoke ${id}`,
    )
  })
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
