/** Of an answer without a match. What is longer is no refusal, and not looked at. */
export const MAX_REFUSAL_BYTES = 4_096
/** More is no sentence. */
const MAX_SAID = 200

/** What a provider says where there should be a match, by the usual names for it: a key is missing, too many requests. */
export function providerSays(text: string): string | undefined {
  if (text.length > MAX_REFUSAL_BYTES) return undefined
  const said = parsed(text)
  if (typeof said !== 'object' || said === null) return undefined
  const words = Object.entries(said).find(([name]) => /^(message|detail|error)$/i.test(name))?.[1]
  return typeof words === 'string' ? words.replaceAll(/\s+/g, ' ').trim().slice(0, MAX_SAID) : undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
