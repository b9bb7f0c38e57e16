import { COMMON_OPTIONS, type CommonOptions, parseOptions, readCommonOptions, UsageError } from '../command-line.ts'
import { formatNames } from '../recording/recording-formats.ts'

export const FOLLOW_USAGE = `Follows a match that somebody else publishes: asks again and again, and sends a server what has changed.

  touchline follow URL|FILE [--every 5s] [--format NAME] [--url http://127.0.0.1:8080] [--match ID] [--key FEEDKEY]

  URL|FILE     where the match is published, compressed with gzip or not; docs/feeds.md lists the formats
  --every      how often to ask: 5s, 500ms, 1m
  --format     of what is published; left out, it is found out: ${formatNames()}
  --url        where the server is
  --match      the match's id; or which one, where several are published together
  --key        the feed key, if the server asks for one; FEED_KEY in the environment does the same
  --header     sent with each request, 'X-Auth-Token: …'; several times for several. FOLLOW_HEADER in the environment
               does the same for one, and no list of processes shows it

It ends when the match is over. The same command again goes on from what the server has.
`

export interface FollowArguments extends CommonOptions {
  readonly source: string
  readonly everyMs: number
  readonly headers: Readonly<Record<string, string>>
}

/** Nobody publishes faster, and a source that is asked more often shuts whoever asks out. */
const MIN_EVERY_MS = 100
const MAX_EVERY_MS = 86_400_000
const UNITS: Readonly<Record<string, number>> = { ms: 1, '': 1_000, s: 1_000, m: 60_000, h: 3_600_000 }

/** @throws {UsageError} */
export function readFollowArguments(
  argv: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): FollowArguments | 'help' {
  const { values, positionals } = parseOptions(argv, {
    ...COMMON_OPTIONS,
    every: { type: 'string', default: '5s' },
    header: { type: 'string', multiple: true },
  })
  if (values.help) return 'help'
  const [source, ...more] = positionals
  if (source === undefined) throw new UsageError('say which URL or file to follow')
  if (more.length > 0) throw new UsageError(`one match at a time; also given: ${more.join(' ')}`)
  const common = readCommonOptions(values, env)
  const { format } = common
  const known = formatNames().split(', ')
  if (format !== undefined && !known.includes(format)) {
    throw new UsageError(`no format ${format}; there are: ${known.join(', ')}`)
  }
  const headers = [env['FOLLOW_HEADER'] ?? '', ...(values.header ?? [])].filter((header) => header !== '')
  return {
    ...common,
    source,
    everyMs: duration(values.every),
    headers: Object.fromEntries(headers.map(readHeader)),
  }
}

export function isUrl(source: string): boolean {
  return /^https?:\/\//i.test(source)
}

function duration(text: string): number {
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)(ms|s|m|h)?$/.exec(text) ?? []
  const ms = Number(amount) * (UNITS[unit] ?? Number.NaN)
  if (ms >= MIN_EVERY_MS && ms <= MAX_EVERY_MS) return ms
  throw new UsageError(`--every must be a time between 100ms and 24h, such as 5s; it is "${text}"`)
}

function readHeader(text: string): [string, string] {
  const [, name, value] = /^([\w-]+): *(.+)$/.exec(text) ?? []
  // The text itself may be a secret.
  if (name === undefined || value === undefined) throw new UsageError("--header must look like 'Name: value'")
  return [name, value]
}
