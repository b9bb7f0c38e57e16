/** The same error is told again after this long. */
const QUIET_MS = 10_000

/** Passes errors on, but not the same one over and over: a client that cannot reach its server has many a second. */
export function withoutRepeats(onError: (error: Error) => void, now: () => number = Date.now): (error: Error) => void {
  let told = new Set<string>()
  let forgetAt = 0
  return (error) => {
    if (now() >= forgetAt) {
      told = new Set()
      forgetAt = now() + QUIET_MS
    }
    if (told.has(error.message)) return
    told.add(error.message)
    onError(error)
  }
}
