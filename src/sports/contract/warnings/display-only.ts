import type { z } from 'zod'

const MARK = 'x-display-only'

/** Beside `description` in the `meta` of an event type that viewers are shown and that changes nothing on the board. */
export const DISPLAY_ONLY = { [MARK]: true } as const

const known = new WeakMap<z.ZodObject, boolean>()

/** True if the type is shown and no more, so that having no effect is no surprise. The mark is in the published schema too. */
export function isDisplayOnly(fields: z.ZodObject): boolean {
  let isMarked = known.get(fields)
  if (isMarked === undefined) {
    isMarked = fields.meta()?.[MARK] === true
    known.set(fields, isMarked)
  }
  return isMarked
}
