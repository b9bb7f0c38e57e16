import { describe, expect, it, vi } from 'vitest'
import { fakeTimePerTest } from '../support/fake-time.ts'
import type { Audit } from './audit.ts'
import { type Conclusion, exitCodeOf, Report } from './report.ts'
import type { Deviation, Reached } from './viewers/crowd.ts'
import type { Trouble } from './viewers/viewer.ts'

const audit: Audit = {
  match: 'm1',
  truth: { epoch: 'e1', seq: 40, state: {} as Audit['truth']['state'] },
  updates: 40,
  lost: [],
  duplicated: [],
  wrong: [],
}

const clean: Conclusion = {
  audits: [audit],
  viewers: 10,
  count: { connects: 12, updates: 400, snapshots: 3, troubles: 0 },
  troubles: [],
  deviations: [],
  retried: 2,
}

const allAfter = (ms: number | null): Reached => ({ sdk: ms, raw: ms })

interface RunOptions {
  readonly conclusion?: Partial<Conclusion>
  /** What happened before; a fault that was healed, unless given. */
  happen?(report: Report): void
}

/** The words and the verdict of a run that came to this. */
function conclude({ conclusion = {}, happen = survive }: RunOptions = {}) {
  const lines: string[] = []
  const report = new Report(Date.now(), (line) => lines.push(line))
  happen(report)
  report.conclude({ ...clean, ...conclusion })
  const isRight = report.print(7)
  return { text: lines.join('\n'), exitCode: exitCodeOf({ isRight, isInterrupted: false }) }
}

function survive(report: Report): void {
  report.fault('kill -9 Redis', ['redis'])
  report.recovered(['kill -9 Redis'], Date.now(), allAfter(300))
}

/** The figure in the line of the summary that begins so. */
function figure(text: string, name: string): string | undefined {
  return text
    .split('\n')
    .find((line) => line.startsWith(`${name}  `))
    ?.slice(name.length)
    .trim()
}

describe('the verdict', () => {
  it('is 0 when nothing got lost, came twice or out of order', () => {
    const { text, exitCode } = conclude()
    expect(exitCode).toBe(0)
    expect(text).toContain('everything is as it should be')
    expect(figure(text, 'faults injected')).toBe('1')
  })

  const deviation: Deviation = { viewer: 'raw-3', kind: 'raw', match: 'm1', text: 'shows seq 39, not 40', diary: [] }
  const seen = (kind: Trouble['kind']): Partial<Conclusion> => ({ troubles: [{ kind, text: `raw-3: ${kind}` }] })
  const found = (fault: Partial<Audit>): Partial<Conclusion> => ({ audits: [{ ...audit, ...fault }] })

  it.each<[string, string, Partial<Conclusion>]>([
    ['a viewer that lacks an update', 'lost', { deviations: [deviation] }],
    ['an answered change that the log does not have', 'lost', found({ lost: ['m1: added g1'] })],
    ['an update that a viewer was sent twice', 'duplicated', seen('repeated')],
    ['a change that the log has twice', 'duplicated', found({ duplicated: ['m1: added g1'] })],
    ['an update that a viewer was not sent', 'out of order', seen('skipped')],
    ['a viewer that was taken back', 'out of order', seen('went-back')],
    ['an update of another match', 'out of order', seen('foreign')],
    ['a spoiler', 'shown too early', seen('early')],
    ['a viewer that may not come back', 'refused for good', seen('refused')],
    ['a log that folds to something else', 'other faults of state or servers', found({ wrong: ['m1: folds'] })],
  ])('is 1 for %s, which counts as %s', (_what, name, conclusion) => {
    const { text, exitCode } = conclude({ conclusion })
    expect(exitCode).toBe(1)
    expect(figure(text, name)).toBe('1')
    expect(text).toContain('WRONG; npm run chaos -- --seed 7')
    expect(text).not.toContain('everything is as it should be')
  })

  it('is 1 when a server does what no fault explains', () => {
    const happen = (report: Report) => {
      survive(report)
      report.trouble('server', 'gateway-1 ended by itself')
    }
    expect(conclude({ happen }).exitCode).toBe(1)
  })

  it('is 1 when some viewers never come to the truth', () => {
    const happen = (report: Report) => {
      survive(report)
      report.settled(Date.now(), { sdk: 200, raw: null })
    }
    const { text, exitCode } = conclude({ happen })
    expect(exitCode).toBe(1)
    expect(text).toContain('not all viewers came to the truth: raw')
  })

  it.each<[string, RunOptions]>([
    ['faults', { happen() {} }],
    ['updates', { conclusion: { audits: [] } }],
    ['deliveries', { conclusion: { count: { ...clean.count, updates: 0 } } }],
  ])('is 1 for a run without %s, which says nothing', (_what, options) => {
    expect(conclude(options).exitCode).toBe(1)
  })

  it('is 1 for a run that did not come to its end, and 130 for one that was interrupted', () => {
    const report = new Report(Date.now(), () => {})
    survive(report)
    const isRight = report.print(7)
    expect(exitCodeOf({ isRight, isInterrupted: false })).toBe(1)
    expect(exitCodeOf({ isRight, isInterrupted: true })).toBe(130)
  })
})

describe('the longest time to converge', () => {
  fakeTimePerTest({ toFake: ['Date'] })

  const UNDISTURBED = 'longest to converge, before the next fault'
  const WHOLE = 'longest to converge, through later faults'

  it('is told with and without what later faults had a part in', () => {
    const happen = (report: Report) => {
      report.fault('kill -9 Redis', ['redis'])
      report.recovered(['kill -9 Redis'], Date.now(), { sdk: 500, raw: 300 })
      report.fault('kill -9 HAProxy', ['balancer'])
      const healedAt = Date.now()
      vi.setSystemTime(healedAt + 2_000)
      report.fault('FLUSHALL', ['redis'])
      vi.setSystemTime(healedAt + 19_000)
      report.recovered(['kill -9 HAProxy'], healedAt, { sdk: 19_000, raw: 900 })
    }
    const { text } = conclude({ happen })
    expect(figure(text, UNDISTURBED)).toBe('sdk 0.50 s, raw 0.90 s')
    expect(figure(text, WHOLE)).toBe('sdk 19.00 s, raw 0.90 s')
  })

  it('is never, where it was never', () => {
    const happen = (report: Report) => {
      report.fault('FLUSHALL', ['redis'])
      report.recovered(['FLUSHALL'], Date.now(), allAfter(null))
    }
    expect(figure(conclude({ happen }).text, WHOLE)).toBe('sdk never, raw never')
  })
})
