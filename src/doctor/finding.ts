/** What a look at one thing came to. */
export interface Finding {
  /** `failed`: the server would not run, or not rightly; `warning`: it runs, and something should be changed. */
  readonly kind: 'ok' | 'warning' | 'failed'
  readonly subject: 'settings' | 'database' | 'redis' | 'clocks' | 'limits' | 'door' | 'archive' | 'tokens' | 'traces'
  readonly what: string
  /** What to change; not needed where all is well. */
  readonly change?: string
}

const MARKS = { ok: 'ok  ', warning: 'WARN', failed: 'FAIL' } as const

export function textOf({ kind, subject, what, change }: Finding): string {
  const line = `${MARKS[kind]}  ${subject.padEnd(8)}  ${what}`
  return change === undefined ? line : `${line}\n                → ${change}`
}
