import { readKeys } from '../access/jwks.ts'
import type { Config } from '../config.ts'
import { explainConnectionFailure } from '../connection-failure.ts'
import type { Finding } from './finding.ts'

/** A gateway finds out with its first viewer, and has nothing to check tokens with. */
export async function checkTokens({ viewerTokens }: Pick<Config, 'viewerTokens'>): Promise<Finding[]> {
  if (viewerTokens === undefined || !('jwksUrl' in viewerTokens.key)) return []
  try {
    const { keys } = await readKeys(viewerTokens.key.jwksUrl)
    if (!Array.isArray(keys) || keys.length === 0) throw new Error('what JWT_JWKS_URL answers has none')
    return [{ kind: 'ok', subject: 'tokens', what: `JWT_JWKS_URL has ${keys.length} keys` }]
  } catch (error) {
    // `fetch` says no more than that it failed.
    const why = explainConnectionFailure((error as Error).cause ?? error)
    const change = 'correct JWT_JWKS_URL, or let this machine reach it'
    return [{ kind: 'failed', subject: 'tokens', what: `the keys of viewer tokens cannot be read: ${why}`, change }]
  }
}
