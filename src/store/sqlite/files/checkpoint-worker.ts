import { DatabaseSync } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'

/**
 * A thread that moves what was committed from the write-ahead log into the database file whenever it is told to, and answers
 * when it is done. So the event loop does not wait for the two fsyncs of that.
 */
const database = new DatabaseSync(workerData as string)
const checkpoint = database.prepare('pragma wal_checkpoint(passive)')

parentPort?.on('message', () => {
  try {
    checkpoint.get()
  } catch {
    // A full disk, mostly. Whoever commits sees it too, and the next message tries again.
  }
  parentPort?.postMessage('done')
})
