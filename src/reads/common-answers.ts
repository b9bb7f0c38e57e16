import { z } from 'zod'
import { type ProblemCode, refusals } from '../http/documents/problem-examples.ts'

/** What the schemas of all read routes describe alike. */

export const object = z.looseObject({})
const NOT_NOW = 'Not now; Retry-After says when'
const NO_TOKEN = { unauthorised: 'a viewer token is needed' }
/** Of what anybody may read. */
export const refused = (...codes: readonly ProblemCode[]) => refusals(NOT_NOW, codes)
/** Of what is read with a token, where viewers have tokens. */
export const refusedViewers = (...codes: readonly ProblemCode[]) =>
  refusals(NOT_NOW, ['unauthorised', 'keys-unavailable', 'database-unavailable', ...codes], NO_TOKEN)
export const notModified = z.null().describe('Not modified: the client has this version already')
export const common = { tags: ['reads'] }
