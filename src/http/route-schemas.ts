import { z } from 'zod'
import { MATCH_ID, NO_MATCH_ID } from '../protocol/match-id.ts'
import { MAX_MATCH_ID } from '../protocol/max-match-id.ts'

/** What the routes of feeds and those of readers describe alike; OpenAPI is made of it. */

export const matchId = z.string().regex(MATCH_ID, NO_MATCH_ID).describe(`1–${MAX_MATCH_ID} of A-Z a-z 0-9 . _ ~ -`)

/** Where a match stands: the fields that stand beside its state. */
export const position = { match: z.string(), epoch: z.string(), seq: z.int() } as const

/** A component of OpenAPI that is made of the sports, not of a route's schema: the server gives and takes it unchecked here. */
export const component = (name: string) => z.unknown().meta({ $ref: `#/components/schemas/${name}` })
