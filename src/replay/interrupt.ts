import { onCtrlC } from '../ctrl-c.ts'

/** Aborted when somebody asks this process to end. */
export function abortOnInterrupt(): AbortController {
  const abort = new AbortController()
  onCtrlC(() => abort.abort())
  process.once('SIGTERM', () => abort.abort())
  return abort
}
