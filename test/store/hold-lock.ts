import { setTimeout as delay } from 'node:timers/promises'
import { DirectoryInUse, lockDirectory } from '../../src/store/directory-lock.ts'

/**
 * Run as a process of its own: locks a directory, says how that went, and holds the lock until killed. Arguments: the
 * directory, and the time at which to lock it, so that several can try in the same millisecond.
 */
const [, , directory = '', at = '0'] = process.argv
try {
  await delay(Number(at) - Date.now())
  const unlock = await lockDirectory(directory)
  process.once('SIGTERM', () => unlock().finally(() => process.exit()))
  console.log('locked')
} catch (error) {
  if (!(error instanceof DirectoryInUse)) throw error
  console.log(`refused: ${error.message}`)
}
setInterval(() => {}, 60_000)
