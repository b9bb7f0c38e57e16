import { basename } from 'node:path'
import { MAX_MATCH_ID } from '../../protocol/max-match-id.ts'

/** Matches that are named when none was chosen. */
const MAX_NAMED = 12

export interface Choice<T> {
  readonly matches: readonly T[]
  /** Of the file. */
  readonly path: string
  readonly asked: string | undefined
  idOf(match: T): string
  nameOf(match: T): string
}

/** The file is right, and the match that was asked for is not in it, or none was. */
export class ChoiceOfMatch extends Error {
  override readonly name = 'ChoiceOfMatch'
}

/**
 * Which of the matches that a provider publishes together is meant, by the provider's id. A match that is alone gets the id that was asked
 * for.
 */
export function chosenMatch<T>({ matches, path, asked, idOf, nameOf }: Choice<T>): {
  match: T
  id: string | undefined
} {
  const found = asked === undefined ? undefined : matches.find((match) => idOf(match) === asked)
  if (found !== undefined && matches.length > 1) return { match: found, id: undefined }
  const [only, ...others] = matches
  if (only !== undefined && others.length === 0) return { match: only, id: asked }
  if (only === undefined) throw new ChoiceOfMatch('it has no match')
  const named = matches.slice(0, MAX_NAMED).map((match) => `${idOf(match)} ${nameOf(match)}`)
  const more = matches.length > MAX_NAMED ? `, and ${matches.length - MAX_NAMED} more` : ''
  const has = `it has ${named.join(', ')}${more}`
  throw new ChoiceOfMatch(
    asked === undefined ? `say with --match which; ${has}` : `${basename(path)} has no ${asked}; ${has}`,
  )
}

/** An id of ours made of a provider's: without what ids may not have, and no longer than they may be. */
export function matchIdOf(provider: string, id: string): string {
  return `${provider}-${id.replaceAll(/[^A-Za-z0-9._~-]/g, '-')}`.slice(0, MAX_MATCH_ID)
}
