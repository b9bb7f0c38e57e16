import { writeSync } from 'node:fs'
import { type Logger, pino } from 'pino'
import { loggedError } from './logged-error.ts'

/** Lines that wait for a slow reader; beyond it they are dropped, or they would fill the memory. */
const MAX_UNWRITTEN_CHARACTERS = 4 * 2 ** 20

/** Lines are handed on at this length; pino's destination writes up to 16 KiB at once. */
const MAX_GATHERED_CHARACTERS = 12 * 2 ** 10

/** How long a line waits for others. */
const GATHER_MS = 10

/**
 * A log of JSON lines on standard output. What it cannot write is lost, and the process goes on: its disk may be full, or its reader
 * gone or asleep.
 */
export function createLog(level: string): Logger {
  const lines = pino.destination({ dest: process.stdout.fd, sync: false, maxLength: MAX_UNWRITTEN_CHARACTERS })
  let isBroken = false
  let isTold = false
  // Without a listener an error would end the process.
  lines.on('error', ({ message }: Error) => {
    isBroken = true
    if (!isTold) process.stderr.write(`the log cannot be written: ${message}\n`)
    isTold = true
  })
  lines.on('write', () => {
    isBroken = false
  })
  const gathered = gatherLines((text) => void lines.write(text))
  // While the process ends it is called for the last lines, and tries for ever to write what cannot be written.
  const flush = lines.flushSync.bind(lines)
  lines.flushSync = () => {
    if (isBroken) return
    flush()
    // Not through the destination: it would begin to write them in the background, and call that flushed.
    const unwritten = writeNow(gathered.take())
    if (unwritten !== '') lines.write(unwritten)
  }
  // `flushSync` is called for a fatal line; the types of pino do not have it.
  const destination = { write: gathered.write, flushSync: () => lines.flushSync() }
  return pino({ level, redact: ['req.headers.authorization'], serializers: { err: loggedError } }, destination)
}

/**
 * Hands on lines together. The destination measures all that waits for each line that comes, and each write wakes a thread: a server that
 * logs each accepted change, and hands on what it has after each turn of the event loop, spends a tenth of its time there.
 */
export function gatherLines(handOnText: (text: string) => void) {
  let text = ''
  let due: NodeJS.Timeout | undefined
  const take = () => {
    clearTimeout(due)
    due = undefined
    const all = text
    text = ''
    return all
  }
  const handOn = () => {
    const all = take()
    if (all !== '') handOnText(all)
  }
  return {
    /** @returns what waits to be handed on, which is then the caller's */
    take,
    write(line: string): void {
      text += line
      if (text.length >= MAX_GATHERED_CHARACTERS) handOn()
      else due ??= setTimeout(handOn, GATHER_MS)
    },
  }
}

/** @returns what could not be written at once, as the reader is slow or the disk full */
function writeNow(text: string): string {
  const bytes = Buffer.from(text)
  try {
    return bytes.subarray(writeSync(process.stdout.fd, bytes)).toString()
  } catch {
    return text
  }
}

/** For what is written for people: a terminal or a pipe that is gone must not end the process. */
export function ignoreLostOutput(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
}
