/** One Ctrl-C comes twice: from the terminal, and once more from npm, which passes it on. */
const ECHO_MS = 1_000

/** How long the process stays to take that second one: Node hears no signals while it ends, and would die of it. */
const STAY_MS = 250

/** What a shell reports of a program that was ended by Ctrl-C. */
export const EXIT_INTERRUPTED = 130

/** Stops on Ctrl-C, once, so that what is open can be closed. Whoever insists a second later ends the process at once. */
export function onCtrlC(stop: () => void): void {
  let firstAt: number | undefined
  let stay: NodeJS.Timeout | undefined
  process.on('SIGINT', () => {
    clearTimeout(stay)
    if (firstAt === undefined) {
      firstAt = performance.now()
      stay = setTimeout(() => {}, STAY_MS)
      stop()
    } else if (performance.now() - firstAt > ECHO_MS) {
      process.exit(EXIT_INTERRUPTED)
    }
  })
}

/** Aborted when somebody asks this process to end. */
export function abortOnInterrupt(): AbortController {
  const abort = new AbortController()
  onCtrlC(() => abort.abort())
  process.once('SIGTERM', () => abort.abort())
  return abort
}
