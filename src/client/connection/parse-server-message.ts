import type { ServerMessage } from '../../protocol/messages.ts'

export type ParseMessage = (data: unknown) => ServerMessage | undefined

/**
 * Reads one frame of the server; undefined for what is no message at all.
 *
 * The server is trusted for the shape of the messages it names. An `op` this version does not know comes through as it
 * is and falls out of every `switch`: a newer server may say more.
 */
export function parseServerMessage(data: unknown): ServerMessage | undefined {
  if (typeof data !== 'string') return undefined
  let value: unknown
  try {
    value = JSON.parse(data)
  } catch {
    return undefined // a proxy's words, not the server's
  }
  if (typeof value !== 'object' || value === null || !('op' in value)) return undefined
  return value as ServerMessage
}
