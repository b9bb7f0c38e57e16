import { parse } from 'node:querystring'
import { z } from 'zod'
import { cleanText } from '../../match/clean-text.ts'

/** How every route reads its query: a parameter without a value counts as left out. */
export function parseQuery(text: string): Record<string, unknown> {
  if (text === '') return {}
  return Object.fromEntries(Object.entries(parse(text)).filter(([, value]) => value !== ''))
}

/** Of fifteen digits. */
const LONGEST = 999_999_999_999_999

/** A whole number in a query, written in digits. `Number` would take `0x1`, `1e2` and spaces as well. */
export function wholeNumber(min: number, max?: number) {
  const error = `must be a whole number${max === undefined ? `, ${min} or more` : ` from ${min} to ${max}`}, in digits`
  return z.preprocess(
    readDigits,
    z
      .int({ error })
      .min(min, { error })
      .max(max ?? LONGEST, { error }),
  )
}

function readDigits(value: unknown): unknown {
  return typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value
}

/** Text in a query, cleaned as the text of events is, so that it finds what was sent with the same faults. */
export function queryText(maxLength: number) {
  return z.string('must be given once').max(maxLength, `must have ${maxLength} characters at most`).transform(cleanText)
}
