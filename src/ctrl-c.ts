/** One Ctrl-C comes twice: from the terminal, and once more from npm, which passes it on. */
const ECHO_MS = 1_000

const EXIT_INTERRUPTED = 130

/** Stops on Ctrl-C, once, so that what is open can be closed. Whoever insists a second later ends the process at once. */
export function onCtrlC(stop: () => void): void {
  let firstAt: number | undefined
  process.on('SIGINT', () => {
    if (firstAt === undefined) {
      firstAt = performance.now()
      stop()
    } else if (performance.now() - firstAt > ECHO_MS) {
      process.exit(EXIT_INTERRUPTED)
    }
  })
}
