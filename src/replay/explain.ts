import { GaveUp, Refused } from '../feed-client/line.ts'
import { USAGE } from './arguments.ts'
import { UsageError } from './command-line.ts'
import { UnreadableRecording } from './recording/unreadable-recording.ts'

/** Tells a person why a command failed, and what to do about it. */
export function explain(error: unknown, usage = USAGE): string {
  if (error instanceof UsageError) return `${error.message}\n\n${usage}`
  if (error instanceof UnreadableRecording) return [error.message, error.advice].filter(Boolean).join('; ')
  if (error instanceof GaveUp)
    return `${error.message}; start the server with \`touchline start\`, or say with --url where it is`
  if (!(error instanceof Refused)) return error instanceof Error ? (error.stack ?? error.message) : String(error)
  if (error.status === 401) return `${error.message}; give it with --key or as FEED_KEY`
  if (error.status === 409) return `${error.message}; --match plays under another id`
  return error.message
}
