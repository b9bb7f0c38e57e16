/** `{"op":"subscribe","id":…,"matches":[],"boards":[]}` with the longest id. */
export const ENVELOPE_BYTES = 64

/**
 * Splits what is to be subscribed into as few frames as the server's limit allows. Usually it is one; the limit is not
 * to be met by trial, for the server ends a connection that exceeds it.
 */
export function subscribeFrames<Item extends { readonly entry: object }>(
  items: readonly Item[],
  messageBytes: number,
): Item[][] {
  const encoder = new TextEncoder()
  const frames: Item[][] = []
  let room = 0
  for (const item of items) {
    const bytes = encoder.encode(JSON.stringify(item.entry)).length + 1
    if (bytes > room) {
      frames.push([])
      room = messageBytes - ENVELOPE_BYTES
    }
    frames.at(-1)?.push(item)
    room -= bytes
  }
  return frames
}
