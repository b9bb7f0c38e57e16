import { readdirSync, readFileSync } from 'node:fs'

/** What Linux says about a process. */
export interface MemoryUsage {
  readonly rssBytes: number
  /** The most that the process has ever had. */
  readonly peakRssBytes: number
}

/** Ticks a second in `/proc`: Linux reports 100 to programs, whatever its own clock uses. */
const MICROS_PER_TICK = 10_000

/** CPU time of a process since its start, user and system, all threads; exact to 10 ms. */
export function readCpuMicros(pid: number): number {
  const { ownTicks } = readStat(pid)
  return ownTicks * MICROS_PER_TICK
}

/** The part of `readCpuMicros` that the kernel took: system calls, and what they bring about. */
export function readKernelMicros(pid: number): number {
  return readStat(pid).kernelTicks * MICROS_PER_TICK
}

/** CPU time of a process with all its children, running and ended. Postgres has one for each connection. */
export function readTreeCpuMicros(pid: number): number {
  // Children first: one that ends meanwhile is counted with its parent then.
  const children = childrenOf(pid).reduce((sum, child) => sum + readChildCpuMicros(child), 0)
  const { ownTicks, endedChildrenTicks } = readStat(pid)
  return (ownTicks + endedChildrenTicks) * MICROS_PER_TICK + children
}

function readChildCpuMicros(pid: number): number {
  try {
    return readTreeCpuMicros(pid)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ESRCH') return 0
    throw error
  }
}

export function readMemory(pid: number): MemoryUsage {
  const status = readFileSync(`/proc/${pid}/status`, 'latin1')
  const bytesOf = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) * 1_024
  return { rssBytes: bytesOf('VmRSS'), peakRssBytes: bytesOf('VmHWM') }
}

interface Stat {
  readonly ownTicks: number
  readonly kernelTicks: number
  readonly endedChildrenTicks: number
}

function readStat(pid: number): Stat {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
  // The second field is the program's name in brackets, which may have spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [user = 0, system = 0, childrenUser = 0, childrenSystem = 0] = fields.slice(11, 15).map(Number)
  return { ownTicks: user + system, kernelTicks: system, endedChildrenTicks: childrenUser + childrenSystem }
}

function childrenOf(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((thread) => {
    const children = readFileSync(`/proc/${pid}/task/${thread}/children`, 'latin1').trim()
    return children === '' ? [] : children.split(' ').map(Number)
  })
}
