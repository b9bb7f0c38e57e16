const texts = new WeakMap<object, string>()

/**
 * The JSON text of a state or a fixture, made once: neither changes after it was made. A commit stores a state and sends it, and
 * a match is stored with the same fixture again and again.
 */
export function textOf(value: object): string {
  let text = texts.get(value)
  if (text === undefined) {
    text = JSON.stringify(value)
    texts.set(value, text)
  }
  return text
}

/** How long it is in bytes of JSON. */
export function bytesOf(value: object): number {
  return Buffer.byteLength(textOf(value))
}
