import { parseArgs } from 'node:util'
import { abortOnInterrupt, EXIT_INTERRUPTED } from '../ctrl-c.ts'
import { createFeedClient, GaveUp, Refused } from './feed-client.ts'
import { type Played, play } from './play.ts'
import { createProgress } from './progress.ts'
import { readRecording, UnreadableRecording } from './recording-formats.ts'

const USAGE = `Plays a recorded match into a server.

  npm run replay -- FILE [--url http://127.0.0.1:8080] [--speed 60] [--match ID] [--key FEEDKEY] [--max-pause 5]

  FILE         an NDJSON file of fixtures/, Cricsheet or StatsBomb JSON, point-by-point tennis CSV; the format is found out
  --url        where the server is
  --speed      seconds of the match in a second
  --match      the match's id; or which one, of a file that has several
  --key        the feed key, if the server asks for one; FEED_KEY in the environment does the same
  --max-pause  seconds that no pause is longer than, whatever the match did

The same command again goes on where it was stopped. Try: npm run replay -- fixtures/var-drama.ndjson
`

const EXIT_USAGE = 2

class UsageError extends Error {}

interface Arguments {
  readonly file: string
  readonly url: string
  readonly speed: number
  readonly match?: string
  readonly key: string | undefined
  readonly maxPauseMs: number
}

async function main(): Promise<number> {
  const args = readArguments(process.argv.slice(2))
  if (args === 'help') {
    process.stdout.write(USAGE)
    return 0
  }
  const recording = await readRecording(args.file, args)
  const { match, home, away } = recording.fixture
  const interrupt = abortOnInterrupt()

  const client = createFeedClient({
    ...args,
    signal: interrupt.signal,
    onWaiting: (why) => progress.note(`${why}; trying again`),
  })
  process.stderr.write(`${home.name} v ${away.name}, ${recording.steps.length} steps → ${args.url}/match/${match}\n`)
  const progress = createProgress({
    total: recording.steps.length,
    readState: () => client.readState(match),
    out: process.stderr,
  })
  try {
    const played = await play({
      ...args,
      recording,
      client,
      signal: interrupt.signal,
      onStep: progress.step,
      onRefused: (change, why) =>
        progress.note(`${change.op} ${'event' in change ? change.event.id : change.id}: ${why.message}`),
    })
    await progress.end()
    process.stderr.write(summary(played, match))
    return played.refused === 0 ? 0 : 1
  } catch (error) {
    await progress.end()
    if (!interrupt.signal.aborted) throw error
    process.stderr.write(`stopped; to go on: ${commandLine()}\n`)
    return EXIT_INTERRUPTED
  }
}

function readArguments(argv: readonly string[]): Arguments | 'help' {
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
    key: values.key || process.env['FEED_KEY'] || undefined,
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

function summary({ known, sent, refused }: Played, match: string): string {
  if (sent === 0 && refused === 0) return `${match} has all of it already; --match plays it again under another id\n`
  const before = known > 0 ? `, ${known} were there before` : ''
  const no = refused > 0 ? `, ${refused} were refused` : ''
  return `${match} is over: ${sent} sent${before}${no}\n`
}

/** This very command, to paste. */
function commandLine(): string {
  const args = process.argv
    .slice(2)
    .map((arg) => (/^[\w./:=@~-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", "'\\''")}'`))
  return `npm run replay -- ${args.join(' ')}`
}

function explain(error: unknown): string {
  if (error instanceof UsageError) return `${error.message}\n\n${USAGE}`
  if (error instanceof UnreadableRecording) return error.message
  if (error instanceof GaveUp)
    return `${error.message}; start the server with \`npm start\`, or say with --url where it is`
  if (!(error instanceof Refused)) return error instanceof Error ? (error.stack ?? error.message) : String(error)
  if (error.status === 401) return `${error.message}; give it with --key or as FEED_KEY`
  if (error.status === 409) return `${error.message}; --match plays under another id`
  return error.message
}

main().then(
  (exitCode) => {
    process.exitCode = exitCode
  },
  (error: unknown) => {
    process.stderr.write(`${explain(error).trimEnd()}\n`)
    process.exitCode = error instanceof UsageError ? EXIT_USAGE : 1
  },
)
