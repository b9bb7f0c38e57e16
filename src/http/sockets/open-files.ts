import { readFileSync } from 'node:fs'

/**
 * How many files this process may have open, sockets included: `ulimit -n`. Node raises its soft limit to the hard one when it
 * starts, so this is the figure that holds.
 *
 * @returns undefined where there is no limit, or none that can be read
 */
export function readOpenFileLimit(): number | undefined {
  return process.platform === 'linux' ? fromProc(readLimits()) : fromReport()
}

function readLimits(): string {
  try {
    return readFileSync('/proc/self/limits', 'utf8')
  } catch {
    return '' // no /proc in this container
  }
}

/** @param limits the text of `/proc/self/limits` */
export function fromProc(limits: string): number | undefined {
  const soft = /^Max open files\s+(\d+)/m.exec(limits)?.[1]
  return soft === undefined ? undefined : Number(soft)
}

/** Takes some 10 ms, hence only where nothing else tells. */
function fromReport(): number | undefined {
  const { userLimits } = process.report.getReport() as { userLimits?: { open_files?: { soft: number | string } } }
  const soft = userLimits?.open_files?.soft
  return typeof soft === 'number' ? soft : undefined
}
