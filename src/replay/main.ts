import { abortOnInterrupt, EXIT_INTERRUPTED } from '../ctrl-c.ts'
import { createFeedClient } from '../feed-client/feed-client.ts'
import { readArguments, USAGE } from './arguments.ts'
import { commandLine, UsageError } from './command-line.ts'
import { explain } from './explain.ts'
import { type Played, play } from './play.ts'
import { createProgress } from './progress.ts'
import { readRecording } from './recording/recording-formats.ts'

const EXIT_USAGE = 2

async function main(): Promise<number> {
  const args = readArguments(process.argv.slice(2), process.env)
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
    process.stderr.write(`stopped; to go on: ${commandLine('replay')}\n`)
    return EXIT_INTERRUPTED
  }
}

function summary({ known, repaired, sent, refused }: Played, match: string): string {
  if (sent + repaired + refused === 0)
    return `${match} has all of it already; --match plays it again under another id\n`
  const other = repaired > 0 ? `, of which the file had ${repaired} otherwise` : ''
  const before = known > 0 ? `, ${known} were there before${other}` : ''
  const no = refused > 0 ? `, ${refused} were refused` : ''
  return `${match} is over: ${sent} sent${before}${no}\n`
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
