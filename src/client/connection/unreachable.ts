/** Why no way has led to the server: nothing answers · it takes too long · the server is full or restarts · what answers does not let anybody in. */
export type Unreachable = 'no-answer' | 'timeout' | 'busy' | 'refused'

/** Of a close before the server's hello: our transports say it with 1006, a WebSocket says nothing then; any other code is the server's own. */
export function unreachableOf(code: number, reason: string): Unreachable {
  return code === 1006 ? ((reason || 'no-answer') as Unreachable) : 'busy'
}
