/** What differs from run to run: ids, times, ports. */
const VOLATILE = [
  /"connection":"[^"]+"/g,
  /"requestId":"[^"]+"/g,
  /"epoch":"[^"]+"/g,
  /"(?:at|updatedAt)":\d+/g,
  /localhost:\d+/g,
  /Date: .+/g,
]

/** The text without what differs from run to run: two runs that say the same are equal. */
export function withoutVolatile(text: string): string {
  return VOLATILE.reduce((rest, pattern) => rest.replace(pattern, (found) => found.replace(/(?<=:).*/, '…')), text)
}
