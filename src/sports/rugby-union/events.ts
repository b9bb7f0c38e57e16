import { z } from 'zod'
import { side } from '../contract/reading/fields.ts'
import { rugbyEvents } from '../engines/rugby/events.ts'

const { try: tryEvent, ...others } = rugbyEvents

/** Rugby union's own events. */
export const rugbyUnionEvents = {
  try: tryEvent,
  penalty_try: z
    .object({ team: side.describe('the side that does it') })
    .meta({ description: 'A penalty try: no conversion follows.', examples: [{ team: 'home' }] }),
  ...others,
}
