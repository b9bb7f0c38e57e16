import { explainConnectionFailure } from '../../connection-failure.ts'

/** After this many ms the same error is passed on again. */
const QUIET_MS = 10_000

/** Passes errors on, but a repeated one only now and then: a client that cannot reach its server has many a second. */
export function withoutRepeats(onError: (error: Error) => void, now: () => number = Date.now): (error: Error) => void {
  let told = new Set<string>()
  let forgetAt = 0
  return (error) => {
    if (now() >= forgetAt) {
      told = new Set()
      forgetAt = now() + QUIET_MS
    }
    const reason = explainConnectionFailure(error)
    if (told.has(reason)) return
    told.add(reason)
    onError(error)
  }
}
