/** `{"op":"subscribe","id":…,"matches":[]}` with the longest id. */
const ENVELOPE_BYTES = 64

/**
 * Splits what is to be subscribed into as few frames as the server's limit allows. Usually it is one; the limit is not
 * to be met by trial, for the server ends a connection that exceeds it.
 */
export function subscribeFrames<Item>(
  items: readonly Item[],
  request: (item: Item) => object,
  messageBytes: number,
): Item[][] {
  const encoder = new TextEncoder()
  const frames: Item[][] = []
  let room = 0
  for (const item of items) {
    const bytes = encoder.encode(JSON.stringify(request(item))).length + 1
    if (bytes > room) {
      frames.push([])
      room = messageBytes - ENVELOPE_BYTES
    }
    frames.at(-1)?.push(item)
    room -= bytes
  }
  return frames
}
