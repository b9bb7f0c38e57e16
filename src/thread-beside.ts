import { Worker } from 'node:worker_threads'

/**
 * Starts a thread that the process does not wait for.
 *
 * @param url `import.meta.url` of the module beside which the thread's module lies
 * @param name of that module, without its ending: built JavaScript has the name of its source
 */
export function startThreadBeside(url: string, name: string, workerData: unknown): Worker {
  const script = new URL(`${name}${url.endsWith('.ts') ? '.ts' : '.js'}`, url)
  // Under `--watch` Node would have the thread send what it loads, among the messages of ours.
  const { WATCH_REPORT_DEPENDENCIES: _, ...env } = process.env
  const worker = new Worker(script, { workerData, env })
  worker.unref()
  return worker
}
