import { setTimeout as delay } from 'node:timers/promises'
import { DirectoryInUse, lockDatabase } from '../../../../src/store/sqlite/files/directory-lock.ts'

/**
 * Run as a process of its own: locks a database, says how that went, and holds the lock until killed. Arguments: the
 * file, and the time at which to lock it, so that several can try in the same millisecond.
 */
const [, , file = '', at = '0'] = process.argv
try {
  await delay(Number(at) - Date.now())
  const unlock = lockDatabase(file)
  process.once('SIGTERM', () => {
    unlock()
    process.exit()
  })
  console.log('locked')
} catch (error) {
  if (!(error instanceof DirectoryInUse)) throw error
  console.log(`refused: ${error.message}`)
}
setInterval(() => {}, 60_000)
