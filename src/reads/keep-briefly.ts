/**
 * Shares one answer among all who ask within a moment, so that a crowd costs one read. A failure goes to those who wait
 * for it, and is not kept.
 */
export function keepBriefly<T>(read: (key: string) => Promise<T>, keptMs: number): (key: string) => Promise<T> {
  const kept = new Map<string, Promise<T>>()
  return (key) => {
    const found = kept.get(key)
    if (found !== undefined) return found
    const answer = read(key)
    const forget = () => kept.delete(key)
    kept.set(key, answer)
    answer.then(() => setTimeout(forget, keptMs).unref(), forget)
    return answer
  }
}
