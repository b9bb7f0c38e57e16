import type { z } from 'zod'
import { InvalidRequest } from '../errors.ts'
import { PLAIN_WORDS } from '../sports/contract/plain-words.ts'
import { faultsOf } from '../sports/contract/reading/faults.ts'

/**
 * How routes check what comes in, for Fastify. A refusal is worded as that of an event is: zod's own words are for whoever wrote the
 * schema, not for whoever sent the request.
 */
export function requestValidator({ schema }: { readonly schema: z.ZodType }) {
  return (sent: unknown): { readonly value: unknown } | { readonly error: InvalidRequest } => {
    const { error, data } = schema.safeParse(sent, PLAIN_WORDS)
    if (error === undefined) return { value: data }
    return { error: new InvalidRequest('the request does not match its schema', faultsOf(error)) }
  }
}
