/** What an app gave the SDK. @throws {RangeError} unless it is as it must be */
export function check(isRight: boolean, what: string, must: string, given: unknown): void {
  if (!isRight) throw new RangeError(`${what} must be ${must}, not ${given}`)
}
