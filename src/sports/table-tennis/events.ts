import { z } from 'zod'
import { side } from '../contract/reading/fields.ts'

/** Beyond what all sports have in which every rally is a point. */
export const tableTennisEvents = {
  expedite: z.object({ server: side.optional().describe('who serves next; whoever was to serve if left out') }).meta({
    description: 'The expedite system begins: from now to the end of the match each side serves once in turn.',
    examples: [{}, { server: 'away' }],
  }),
}
