import { setTimeout as pause } from 'node:timers/promises'

export interface Feed {
  /** Waits for the last answers. @returns the newest seq of each match */
  stop(): Promise<Readonly<Record<string, number>>>
}

const ATTEMPTS = 50
const RETRY_MS = 200

/** Creates the matches, and sends goals to them in turn at a fixed pace. */
export async function startFeed(options: {
  readonly url: string
  readonly matches: readonly string[]
  readonly perSecond: number
}): Promise<Feed> {
  const { url, matches, perSecond } = options
  const fixture = { sport: 'football', home: { name: 'Home' }, away: { name: 'Away' } }
  for (const match of matches) await send('PUT', `${url}/v1/matches/${match}`, fixture)
  const heads: Record<string, number> = {}
  const post = async (n: number) => {
    const match = matches[n % matches.length] as string
    const goal = { id: `goal-${n}`, type: 'goal', team: 'home' }
    const { seq } = await send<{ seq: number }>('POST', `${url}/v1/matches/${match}/events`, goal)
    heads[match] = Math.max(heads[match] ?? 0, seq)
  }
  const sent: Promise<void>[] = []
  let isStopped = false
  const sending = (async () => {
    const startedAt = performance.now()
    for (let n = 0; !isStopped; n += 1) {
      const waitMs = startedAt + (n * 1_000) / perSecond - performance.now()
      if (waitMs > 0) await pause(waitMs)
      sent.push(post(n))
    }
  })()
  return {
    async stop() {
      isStopped = true
      await sending
      await Promise.all(sent)
      return heads
    },
  }
}

/** Sends as feeds do: again after no answer, or after a 503. */
async function send<Answer>(method: string, url: string, content: object): Promise<Answer> {
  const body = JSON.stringify(content)
  for (let attempt = 1; ; attempt += 1) {
    const result = await (async () => {
      const response = await fetch(url, { method, headers: { 'content-type': 'application/json' }, body })
      if (response.ok) return { answer: (await response.json()) as Answer }
      const text = await response.text()
      return { isFinal: response.status !== 503, why: `${method} answered ${response.status}: ${text}` }
    })().catch((error: Error) => ({ isFinal: false, why: String(error.cause ?? error) }))
    if ('answer' in result) return result.answer
    if (result.isFinal || attempt === ATTEMPTS) throw new Error(result.why)
    await pause(RETRY_MS)
  }
}
