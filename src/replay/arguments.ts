import { COMMON_OPTIONS, type CommonOptions, parseOptions, readCommonOptions, UsageError } from './command-line.ts'

export const USAGE = `Plays a recorded match into a server.

  touchline replay FILE [--url http://127.0.0.1:8080] [--speed 60] [--match ID] [--key FEEDKEY] [--max-pause 5] [--format NAME]

  FILE         a recorded match, compressed with gzip or not; docs/feeds.md lists the formats, and where to get files
  --url        where the server is
  --speed      seconds of the match in a second
  --match      the match's id; or which one, of a file that has several
  --key        the feed key, if the server asks for one; FEED_KEY in the environment does the same
  --format     of the file; left out, it is found out
  --max-pause  seconds that no pause is longer than, whatever the match did

The same command again goes on where it was stopped. Try: touchline replay fixtures/var-drama.ndjson
`

export interface Arguments extends CommonOptions {
  readonly file: string
  readonly speed: number
  readonly maxPauseMs: number
}

/** @throws {UsageError} */
export function readArguments(argv: readonly string[], env: NodeJS.ProcessEnv): Arguments | 'help' {
  const { values, positionals } = parseOptions(argv, {
    ...COMMON_OPTIONS,
    speed: { type: 'string', default: '60' },
    'max-pause': { type: 'string', default: '5' },
  })
  if (values.help) return 'help'
  const [file, ...more] = positionals
  if (file === undefined) throw new UsageError('say which file to play')
  if (more.length > 0) throw new UsageError(`one file at a time; also given: ${more.join(' ')}`)
  return {
    file,
    ...readCommonOptions(values, env),
    speed: positive('--speed', values.speed),
    maxPauseMs: positive('--max-pause', values['max-pause']) * 1000,
  }
}

function positive(name: string, text: string): number {
  const value = Number(text)
  if (!(value > 0 && value <= 1e9)) throw new UsageError(`${name} must be a number above 0; it is "${text}"`)
  return value
}
