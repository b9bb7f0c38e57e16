/** A server that the whole test run shares. */
export interface SharedServer {
  readonly url: string
  /** Where the server came from, for the first lines of a run. */
  readonly from: string
  stop(): Promise<void>
}

/** One way to get something. `get` throws when this machine does not offer it. */
export interface Source<T> {
  readonly name: string
  get(): Promise<T>
}

/**
 * Takes the first source that works.
 *
 * @param advice what a person can do when none does
 * @throws one line naming every source and why it failed
 */
export async function firstAvailable<T>(what: string, advice: string, sources: readonly Source<T>[]): Promise<T> {
  const failures: string[] = []
  for (const source of sources) {
    try {
      return await source.get()
    } catch (error) {
      failures.push(`${source.name}: ${reason(error)}`)
    }
  }
  throw new Error(`no ${what} for the tests (${failures.join('; ')}). ${advice}`)
}

/** The reason in one line. A program that failed says why on its standard error; the message only repeats the command. */
function reason(error: unknown): string {
  const { stderr, message = String(error) } = error as { stderr?: string; message?: string }
  return (stderr?.trim() || message.trim()).split('\n', 1)[0] ?? ''
}
