import type { ReadyProcess } from '../support/process.ts'
import type { Transcript } from './transcript.ts'

const LEVELS: Readonly<Record<number, string>> = { 30: 'info', 40: 'warn', 50: 'error', 60: 'fatal' }
/** What a server also says when nothing is wrong; of `info`, what tells that something is right again is shown. */
const SHOWN_INFO = new Set(['bus is up', 'relay sweeps again', 'source is heard again', 'sending viewers elsewhere'])
const LEFT_OUT = new Set(['level', 'time', 'pid', 'hostname', 'msg', 'err'])

interface Entry {
  readonly level: number
  readonly time: number
  readonly msg: string
  readonly err?: { readonly message: string }
  readonly [field: string]: unknown
}

/** Takes what matters of a server's log into the transcript, each line once. */
export class LogReader {
  readonly #name: string
  readonly #process: ReadyProcess
  readonly #transcript: Transcript
  /** Undefined before the first; an empty line would be one of the welcome. */
  #lastLine: string | undefined

  constructor(name: string, process: ReadyProcess, transcript: Transcript) {
    this.#name = name
    this.#process = process
    this.#transcript = transcript
  }

  read(): void {
    const lines = this.#process.output().split('\n').slice(0, -1)
    // The output is cut off at its beginning when it is long: what was read last is the place to go on from.
    const fresh = this.#lastLine === undefined ? lines : lines.slice(lines.lastIndexOf(this.#lastLine) + 1)
    this.#lastLine = lines.at(-1) ?? this.#lastLine
    for (const line of fresh) {
      const entry = parse(line)
      if (entry === undefined || !isShown(entry)) continue
      this.#transcript.say(this.#name, textOf(entry), entry.time)
    }
  }
}

/** Keys matter in drills about keys alone, which make some. */
function isShown({ level, msg }: Entry): boolean {
  return level < 40 ? SHOWN_INFO.has(msg) : !msg.startsWith('no feed key')
}

function parse(line: string): Entry | undefined {
  if (!line.startsWith('{')) return undefined
  try {
    return JSON.parse(line) as Entry
  } catch {
    return undefined // the first line may be cut off
  }
}

function textOf(entry: Entry): string {
  const fields = Object.entries(entry).filter(([name]) => !LEFT_OUT.has(name))
  const facts = fields.length === 0 ? '' : ` ${JSON.stringify(Object.fromEntries(fields))}`
  const cause = entry.err === undefined || entry.msg.includes(entry.err.message) ? '' : `: ${entry.err.message}`
  return `log ${LEVELS[entry.level] ?? entry.level}: ${entry.msg}${cause}${facts}`
}
