import { parentPort, workerData } from 'node:worker_threads'
import { type Described, makeDocuments } from './make-documents.ts'

/** The thread of `documents.ts`: makes the documents once, and ends. */
parentPort?.postMessage(await makeDocuments(workerData as Described))
