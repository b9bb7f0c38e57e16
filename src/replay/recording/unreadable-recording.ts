import { z } from 'zod'

/** The file cannot be replayed; the message says why, and which files can. */
export class UnreadableRecording extends Error {
  override readonly name = 'UnreadableRecording'
  /** What to do about it; whoever follows a match asks again anyway. */
  readonly advice?: string
  constructor(message: string, { cause, advice }: { readonly cause?: unknown; readonly advice?: string } = {}) {
    super(message, { cause })
    if (advice !== undefined) this.advice = advice
  }
}

/** Longer reasons are dumps of the file. */
const MAX_REASON = 300

/** One sentence about what is wrong with a file, whatever a parser threw. */
export function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError) return cut(schemaReason(error))
  if (error instanceof SyntaxError) return cut(`it is broken or cut off (${error.message})`)
  return cut(error instanceof Error ? error.message : String(error))
}

function schemaReason({ issues }: z.ZodError): string {
  const [first] = issues
  if (first === undefined) return 'it has another shape'
  const more = issues.length > 1 ? `, and ${issues.length - 1} more like it` : ''
  return `${z.core.toDotPath(first.path) || 'all of it'}: ${first.message}${more}`
}

function cut(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length > MAX_REASON ? `${line.slice(0, MAX_REASON)} …` : line
}
