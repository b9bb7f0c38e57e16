import type { Finding } from './finding.ts'

const MAX_SKEW_MS = 2_000

export type ClockOwner = 'the database' | 'Redis'

/** A clock other than this machine's. */
export interface ReadClock {
  readonly whose: ClockOwner
  /** How far it is ahead of this machine's, as far as that is certain; negative if it is behind. */
  readonly aheadMs: number
}

/**
 * @param shownMs what the clock showed between the two others, which are this machine's
 * @returns the least that it is ahead: an answer may have taken any part of the time that passed
 */
export function readClock(whose: ClockOwner, shownMs: number, sentAt: number, receivedAt: number): ReadClock {
  const aheadMs = shownMs > receivedAt ? shownMs - receivedAt : Math.min(0, shownMs - sentAt)
  return { whose, aheadMs: Math.round(aheadMs) }
}

/** Says whose clock is wrong. Of two that differ nobody knows; of three it is the one that is alone. */
export function judgeClocks(clocks: readonly ReadClock[]): readonly Finding[] {
  if (clocks.length === 0) return []
  const all = [{ whose: 'this machine', aheadMs: 0 }, ...clocks]
  const alone = all.filter((one) =>
    all.every((other) => other === one || Math.abs(other.aheadMs - one.aheadMs) > MAX_SKEW_MS),
  )
  const names = all.map(({ whose }) => whose)
  if (alone.length === 0) {
    return [{ kind: 'ok', subject: 'clocks', what: `those of ${listed(names)} agree within ${MAX_SKEW_MS / 1_000} s` }]
  }
  const [wrong] = alone
  if (wrong !== undefined && alone.length === 1) {
    const rightMs = all.find((one) => one !== wrong)?.aheadMs ?? 0
    const others = names.filter((name) => name !== wrong.whose)
    const what = `that of ${wrong.whose} is ${offBy(wrong.aheadMs - rightMs)} those of ${listed(others)}`
    return [{ kind: 'warning', subject: 'clocks', what, change: `let NTP set the clock of ${wrong.whose}` }]
  }
  const what = clocks.map(({ whose, aheadMs }) => `that of ${whose} is ${offBy(aheadMs)} this machine's`).join('; ')
  return [{ kind: 'warning', subject: 'clocks', what, change: `let NTP set the clocks of ${listed(names)}` }]
}

/**
 * @param shownMs what the database's clock shows
 * @param lastMs when it says that the last change was; undefined without any
 */
export function judgeStepBack(shownMs: number, lastMs: number | undefined): readonly Finding[] {
  const behindMs = lastMs === undefined ? 0 : lastMs - shownMs
  if (behindMs <= MAX_SKEW_MS) return []
  const what = `that of the database shows a time ${seconds(behindMs)} before its own last change: it was set back, or was wrong then`
  const change =
    'let NTP set the clock of the database; until that time has come, ages and delays of those matches are wrong'
  return [{ kind: 'warning', subject: 'clocks', what, change }]
}

function offBy(ms: number): string {
  return ms < 0 ? `${seconds(-ms)} behind` : `${seconds(ms)} ahead of`
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`
}

function listed(names: readonly string[]): string {
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
