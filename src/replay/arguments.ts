import { parseArgs } from 'node:util'

export const USAGE = `Plays a recorded match into a server.

  npm run replay -- FILE [--url http://127.0.0.1:8080] [--speed 60] [--match ID] [--key FEEDKEY] [--max-pause 5] [--format NAME]

  FILE         a recorded match, compressed with gzip or not; docs/feeds.md lists the formats, and where to get files
  --url        where the server is
  --speed      seconds of the match in a second
  --match      the match's id; or which one, of a file that has several
  --key        the feed key, if the server asks for one; FEED_KEY in the environment does the same
  --format     of the file; left out, it is found out
  --max-pause  seconds that no pause is longer than, whatever the match did

The same command again goes on where it was stopped. Try: npm run replay -- fixtures/var-drama.ndjson
`

/** The command cannot be understood; the message says why. */
export class UsageError extends Error {}

export interface Arguments {
  readonly file: string
  readonly url: string
  readonly speed: number
  readonly match?: string
  readonly format?: string
  readonly key: string | undefined
  readonly maxPauseMs: number
}

/** @throws {UsageError} */
export function readArguments(argv: readonly string[], env: NodeJS.ProcessEnv): Arguments | 'help' {
  const { values, positionals } = parse(argv)
  if (values.help) return 'help'
  const [file, ...more] = positionals
  if (file === undefined) throw new UsageError('say which file to play')
  if (more.length > 0) throw new UsageError(`one file at a time; also given: ${more.join(' ')}`)
  if (!/^https?:\/\/./.test(values.url)) throw new UsageError('--url must be an http:// or https:// url')
  return {
    file,
    url: values.url.replace(/\/+$/, ''),
    speed: positive('--speed', values.speed),
    ...(values.match !== undefined && { match: values.match }),
    ...(values.format !== undefined && { format: values.format }),
    key: values.key || env['FEED_KEY'] || undefined,
    maxPauseMs: positive('--max-pause', values['max-pause']) * 1000,
  }
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        url: { type: 'string', default: 'http://127.0.0.1:8080' },
        speed: { type: 'string', default: '60' },
        match: { type: 'string' },
        format: { type: 'string' },
        key: { type: 'string' },
        'max-pause': { type: 'string', default: '5' },
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

function positive(name: string, text: string): number {
  const value = Number(text)
  if (!(value > 0 && value <= 1e9)) throw new UsageError(`${name} must be a number above 0; it is "${text}"`)
  return value
}
