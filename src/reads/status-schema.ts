import { z } from 'zod'
import { matchId } from '../http/route-schemas.ts'
import { common, refusedViewers } from './common-answers.ts'

const feedExample = { name: 'opta', at: 1_795_880_534_000 }
const warningsExample = {
  last: [{ source: 'opta', id: 'g1', code: 'unknown-field', detail: '"minute" is forwarded and has no effect' }],
  counts: { 'unknown-field': 1 },
}
const sourceExample = { name: 'opta', inCharge: true, heardAt: 1_795_880_534_000, health: 'live' as const }

const feed = z.object({
  name: z.string(),
  at: z.int().describe('when its last change was accepted, ms since the Unix epoch'),
})

const source = z.object({
  name: z.string(),
  inCharge: z.boolean(),
  heardAt: z.int().exactOptional().describe('when it last sent an event or a heartbeat, for any match'),
  health: z.enum(['live', 'stale']).exactOptional().describe('of a source that sent a heartbeat within 24 hours'),
  differsSince: z.int().exactOptional().describe('since when it tells another score than the one in charge'),
})

/** What the route of a match's status takes and gives. */
export const statusSchema = {
  ...common,
  operationId: 'getMatchStatus',
  summary: 'What is not part of the state: who reports the match, and how many watch it',
  description:
    'Up to a few seconds old. Says when a feed changed the match last, not whether it is well: a quiet match looks the same.',
  params: z.object({ matchId }),
  response: {
    200: z
      .object({
        feed: feed.optional().describe('who sent the newest update; absent before the first'),
        feeds: z.array(feed).describe('all who have changed the match, the latest first'),
        warnings: z
          .object({
            last: z
              .array(z.object({ source: z.string(), id: z.string(), code: z.string(), detail: z.string() }))
              .describe('the last 20 of events that stand, the latest first'),
            counts: z.record(z.string(), z.int()).describe('all of them, by code'),
          })
          .describe('what was surprising about its events, section 2.8'),
        sources: z.array(source).describe('all who have told the match, the one in charge first'),
        viewers: z
          .int()
          .optional()
          .describe('on all gateways together, counted every few seconds; absent while the bus is away'),
      })
      .meta({
        id: 'MatchStatus',
        examples: [
          {
            feed: feedExample,
            feeds: [feedExample],
            sources: [sourceExample],
            warnings: warningsExample,
            viewers: 12,
          },
        ],
      }),
    ...refusedViewers('forbidden', 'invalid-request', 'match-not-found'),
  },
} as const
