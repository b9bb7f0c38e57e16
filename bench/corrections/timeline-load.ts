import { performance } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { FeedPool, sendAtPace } from '../common/clients/paced-feed.ts'
import { expectStatus, openFeed } from '../common/clients/raw-feed.ts'
import { answer, settings } from '../common/worker.ts'
import { fillMatch, footballEvents, STARTS } from './long-match.ts'

export interface TimelineSettings {
  readonly port: number
  /** How many events the timeline edits. */
  readonly events: number
  readonly otherMatches: number
  /** Events a second over the other matches. */
  readonly perSecond: number
}

export interface TimelineResult {
  readonly tookMs: number
  /** From sending an event of another match meanwhile until it was answered. */
  readonly longestWaitMs: number
  readonly others: number
}

/** Events of the other matches are sent for a while before the timeline, so that their connections are open. */
const LEAD_MS = 500

const { port, events: edited, otherMatches, perSecond } = settings<TimelineSettings>()
const run = Date.now().toString(36)
const long = `timeline-${run}`
const otherOf = (n: number) => `other-${run}-${n % otherMatches}`
const events = footballEvents(edited)
const feed = await openFeed(port)
const others = new FeedPool(port)
let posted = 0
let rounds = 0

await fillMatch(feed, long, events)
for (let n = 0; n < otherMatches; n += 1) await others.createMatch(otherOf(n))

/** Gives every event after the start another player. */
function editedTimeline(): string {
  rounds += 1
  return JSON.stringify(
    events.map((event, n) => (n < STARTS ? event : { ...event, player: `Player ${rounds}-${n % 11}` })),
  )
}

async function play(): Promise<TimelineResult> {
  const body = editedTimeline()
  const waits: { readonly sentAt: number; readonly ms: number }[] = []
  let isOver = false
  const sending = sendAtPace(
    perSecond,
    () => isOver,
    async (n) => {
      const sentAt = performance.now()
      posted += 1
      await others.postEvent(otherOf(n), { id: `e${posted}`, type: 'corner', team: 'home', period: 1 })
      waits.push({ sentAt, ms: performance.now() - sentAt })
    },
  )
  await pause(LEAD_MS)
  const startedAt = performance.now()
  const answered = await expectStatus(feed.send('PUT', `/v1/matches/${long}/timeline`, body), 200)
  const endedAt = performance.now()
  isOver = true
  await sending
  const applied = answered.split('"applied"').length - 1
  if (applied !== edited) throw new Error(`${applied} of ${edited} edits were applied`)
  const meanwhile = waits.filter(({ sentAt }) => sentAt >= startedAt && sentAt <= endedAt).map(({ ms }) => ms)
  return { tookMs: endedAt - startedAt, longestWaitMs: Math.max(0, ...meanwhile), others: meanwhile.length }
}

answer({ play })
