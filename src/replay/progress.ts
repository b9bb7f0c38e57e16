import type { MatchState } from '../match/state.ts'
import { progressLabel } from '../sports/labels.ts'

export interface ProgressOptions {
  readonly total: number
  readState(): Promise<MatchState>
  readonly out: Pick<NodeJS.WriteStream, 'write' | 'isTTY' | 'columns'>
}

/** Shows a person how a replay goes. On a terminal it rewrites one line; elsewhere it adds a line now and then. */
export interface Progress {
  step(done: number): void
  /** Says something that stays on the screen. */
  note(text: string): void
  /** Shows the score a last time, and stops. */
  end(): Promise<void>
}

const TERMINAL_MS = 500
const LOG_MS = 10_000

export function createProgress({ total, readState, out }: ProgressOptions): Progress {
  let done = 0
  let isReading = false

  const write = (line: string) => {
    // A line wider than the terminal would wrap, and the next one would not overwrite all of it.
    if (out.isTTY) out.write(`\r\x1b[K${line.slice(0, (out.columns ?? 80) - 1)}`)
    else out.write(`${line}\n`)
  }
  const refresh = async () => {
    if (isReading) return
    isReading = true
    const stands = await readState().then(standing, () => '')
    isReading = false
    write(`${done}/${total}  ${stands}`)
  }
  const timer = setInterval(refresh, out.isTTY ? TERMINAL_MS : LOG_MS)

  return {
    step(newDone) {
      done = newDone
    },
    note(text) {
      if (out.isTTY) out.write('\r\x1b[K')
      out.write(`${text}\n`)
    },
    async end() {
      clearInterval(timer)
      if (done === 0) return
      await refresh()
      if (out.isTTY) out.write('\n')
    },
  }
}

/** Who plays, the score, and how far it is: `Northport United 2–1 Vale Rovers  67'`. */
export function standing(state: MatchState): string {
  const { home, away, score } = state
  const where = progressLabel(state, Date.now()) || 'not started'
  return `${home.name} ${score.home}–${score.away} ${away.name}  ${where}`
}
