import { DatabaseSync } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'

/**
 * Run as a thread: takes the write lock of a database, says so, and once told that somebody wants it keeps it for so long, or
 * until it is woken.
 */
const { file, signals } = workerData as { readonly file: string; readonly signals: Int32Array }
const database = new DatabaseSync(file)
database.exec('begin immediate')
parentPort?.postMessage('held')
parentPort?.once('message', (ms: number) => {
  Atomics.wait(signals, 0, 0, ms)
  database.exec('rollback')
  database.close()
})
