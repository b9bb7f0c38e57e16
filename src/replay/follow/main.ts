import { abortOnInterrupt, EXIT_INTERRUPTED } from '../../ctrl-c.ts'
import { createFeedClient, type FeedClient, type TimelineSent } from '../../feed-client/feed-client.ts'
import { commandLine, UsageError } from '../command-line.ts'
import { explain } from '../explain.ts'
import { standing } from '../progress.ts'
import { parseRecording } from '../recording/recording-formats.ts'
import { FOLLOW_USAGE, isUrl, readFollowArguments } from './arguments.ts'
import { FileSource } from './file-source.ts'
import { follow } from './follow.ts'
import { UrlSource } from './url-source.ts'

const EXIT_USAGE = 2
/** Refusals that are told of one timeline. */
const MAX_TOLD = 5

const say = (line: string) => process.stderr.write(`${line}\n`)

async function main(): Promise<number> {
  const args = readFollowArguments(process.argv.slice(2), process.env)
  if (args === 'help') {
    process.stdout.write(FOLLOW_USAGE)
    return 0
  }
  const interrupt = abortOnInterrupt()
  const { signal } = interrupt
  const client = createFeedClient({ ...args, signal, onWaiting: (why) => say(`${why}; trying again`) })
  // Reads do not wait for each other's answer to be printed.
  let told = Promise.resolve()
  try {
    const { match, rejected } = await follow({
      ...args,
      source: isUrl(args.source) ? new UrlSource(args.source, args) : new FileSource(args.source),
      read: (file) => parseRecording(file, args),
      client,
      signal,
      onFound: ({ format, fixture: { home, away, match } }) =>
        say(`${home.name} v ${away.name}, ${format} → ${args.url}/match/${match}`),
      onSent: (match, sent) => {
        told = told.then(() => tell(client, match, sent))
      },
      onFailed: (why, waitMs) => say(`${why}; again in ${Math.ceil(waitMs / 1000)} s`),
    })
    await told
    say(`${match} is over${rejected > 0 ? `; ${rejected} events were refused` : ''}`)
    return rejected > 0 ? 1 : 0
  } catch (error) {
    await told
    if (!signal.aborted) throw error
    say(`stopped; to go on: ${commandLine('follow')}`)
    return EXIT_INTERRUPTED
  } finally {
    client.close()
  }
}

/** What a timeline has changed, where the match stands, and what was refused. */
async function tell(client: FeedClient, match: string, { results }: TimelineSent): Promise<void> {
  const refused = results.filter(({ status }) => status === 'rejected')
  for (const { id, detail } of refused.slice(0, MAX_TOLD)) say(`${id ?? 'an event'} was refused: ${detail ?? ''}`)
  if (refused.length > MAX_TOLD) say(`${refused.length - MAX_TOLD} more were refused`)
  const stands = await client.readState(match).then(standing, () => '')
  const changes = results.length - refused.length
  say(`${changes} ${changes === 1 ? 'change' : 'changes'}  ${stands}`)
}

main().then(
  (exitCode) => {
    process.exitCode = exitCode
  },
  (error: unknown) => {
    process.stderr.write(`${explain(error, FOLLOW_USAGE).trimEnd()}\n`)
    process.exitCode = error instanceof UsageError ? EXIT_USAGE : 1
  },
)
