import { type Logger, pino } from 'pino'

/** Lines that wait for a slow reader; beyond it they are dropped, or they would fill the memory. */
const MAX_UNWRITTEN_CHARACTERS = 4 * 2 ** 20

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
  // While the process ends it is called for the last lines, and tries for ever to write what cannot be written.
  const flush = lines.flushSync.bind(lines)
  lines.flushSync = () => {
    if (!isBroken) flush()
  }
  return pino({ level, redact: ['req.headers.authorization'] }, lines)
}

/** For what is written for people: a terminal or a pipe that is gone must not end the process. */
export function ignoreLostOutput(): void {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
}
