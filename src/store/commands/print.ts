/**
 * Writes to standard output and waits for a reader that is slow, so that the output never lies in memory.
 *
 * @throws when it cannot be written, as on a full disk or to a reader that is gone; `console.log` says nothing of it
 */
export function print(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    // The stream tells an error here, too, after it told whoever waits for the write; without a listener that would end the process.
    process.stdout.once('error', reject)
    process.stdout.write(text, (error) => {
      if (error) return reject(error)
      process.stdout.off('error', reject)
      resolve()
    })
  })
}
