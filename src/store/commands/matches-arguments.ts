import { parseArgs } from 'node:util'
import { dayRange } from '../../match/lists/day-range.ts'
import { STATUSES, type Status } from '../../match/state.ts'

export const MATCHES_USAGE = `usage:
  touchline matches list [FILTER]             one line a match, by id
  touchline matches show MATCH                one match: state, sources, what its feeds were warned of
  touchline matches delete MATCH…             end matches for everybody, viewers too
  touchline matches purge FILTER [--yes]      delete all that the filter finds; without --yes, only say how many
  touchline matches archive FILTER --to FILE [--yes]
                                              move all that the filter finds into FILE, behind what is there, as export writes it: each is on
                                              the disk before it is deleted. May be stopped, and given again with the same FILE
  touchline matches export [FILTER] [--after MATCH] [MATCH…] > FILE
                                              a line of JSON a match, by id; --after goes on behind the last that was written
  touchline matches import < FILE             put them into this database; those that are there are left as they are,
                                              so the same file may be read again after a failure

FILTER  --before DAY (that start before this day, UTC), --status STATUS (may be repeated); without --status also matches that are being played

All work beside running servers, which follow within seconds. Save FILE elsewhere before a purge: what is deleted is gone.`

/** Which matches are meant. */
export interface MatchesFilter {
  readonly statuses?: readonly Status[]
  readonly startsBefore?: number
}

export type MatchesCommand =
  | {
      readonly kind: 'list' | 'export'
      readonly filter: MatchesFilter
      readonly matches: readonly string[]
      readonly after: string
    }
  | { readonly kind: 'show' | 'delete'; readonly matches: readonly [string, ...string[]] }
  | { readonly kind: 'purge'; readonly filter: MatchesFilter; readonly isMeant: boolean }
  | { readonly kind: 'archive'; readonly filter: MatchesFilter; readonly file: string; readonly isMeant: boolean }
  | { readonly kind: 'import' }

/** @returns the command, or what is wrong with it */
export function parseMatchesCommand(args: string[]): MatchesCommand | string {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        before: { type: 'string' },
        status: { type: 'string', multiple: true },
        after: { type: 'string' },
        yes: { type: 'boolean' },
        to: { type: 'string' },
      },
    })
    const [verb, ...matches] = positionals
    const command = toCommand(verb, matches, values)
    return command ?? MATCHES_USAGE
  } catch (error) {
    return `${(error as Error).message}\n\n${MATCHES_USAGE}`
  }
}

interface Options {
  readonly before?: string | undefined
  readonly status?: readonly string[] | undefined
  readonly after?: string | undefined
  readonly yes?: boolean | undefined
  readonly to?: string | undefined
}

function toCommand(verb: string | undefined, matches: readonly string[], options: Options): MatchesCommand | undefined {
  const { before, status, after, yes, to } = options
  const isFiltered = before !== undefined || status !== undefined
  const [first, ...others] = matches
  if (to !== undefined && verb !== 'archive') return undefined
  switch (verb) {
    case 'list':
      if (first !== undefined || yes || after !== undefined) return undefined
      return { kind: 'list', filter: toFilter(options), matches, after: '' }
    case 'export':
      if (yes || (first !== undefined && (isFiltered || after !== undefined))) return undefined
      return { kind: 'export', filter: toFilter(options), matches, after: after ?? '' }
    case 'purge':
      // Without a filter it would be all there is.
      if (!isFiltered || first !== undefined || after !== undefined) return undefined
      return { kind: 'purge', filter: toFilter(options), isMeant: yes ?? false }
    case 'archive':
      if (!isFiltered || !to || first !== undefined || after !== undefined) return undefined
      return { kind: 'archive', filter: toFilter(options), file: to, isMeant: yes ?? false }
    case 'show':
    case 'delete':
      if (first === undefined || (verb === 'show' && others.length > 0)) return undefined
      return Object.keys(options).length > 0 ? undefined : { kind: verb, matches: [first, ...others] }
    case 'import':
      return matches.length + Object.keys(options).length > 0 ? undefined : { kind: 'import' }
    default:
      return undefined
  }
}

/** @throws if a day or a status does not exist */
function toFilter({ before, status }: Options): MatchesFilter {
  const day = before === undefined ? undefined : dayRange(before)
  if (before !== undefined && day === undefined) throw new Error(`--before: "${before}" is no day such as 2026-11-28`)
  const unknown = status?.find((each) => !(STATUSES as readonly string[]).includes(each))
  if (unknown !== undefined) throw new Error(`--status: "${unknown}" is none of ${STATUSES.join(', ')}`)
  return {
    ...(day && { startsBefore: day.startsFrom }),
    ...(status && { statuses: status as Status[] }),
  }
}
