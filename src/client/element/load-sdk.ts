/** The SDK, without which a page can show its first score. */
export function loadSdk(): Promise<typeof import('../index.ts')> {
  return import('../index.ts')
}
