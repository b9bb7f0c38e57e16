import type { z } from 'zod'
import type { Fault } from '../../../errors.ts'

/** What zod found wrong, fault by fault, each at its JSON path below `at`. */
export function faultsOf(error: z.ZodError, at = ''): Fault[] {
  return error.issues.map((issue) => ({ path: jsonPath(issue.path, at), message: issue.message }))
}

/** `results[2].team` */
export function jsonPath(path: readonly PropertyKey[], at = ''): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`
    return text === '' ? String(key) : `${text}.${String(key)}`
  }, at)
}
