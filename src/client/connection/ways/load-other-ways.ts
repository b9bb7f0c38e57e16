/** What stands in for WebSocket. */
export function loadOtherWays(): Promise<typeof import('./other-ways.ts')> {
  return import('./other-ways.ts')
}
