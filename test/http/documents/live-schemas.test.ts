import { expect, it } from 'vitest'
import { fromViewer } from '../../../src/http/documents/live-schemas.ts'
import type { ClientFrame, ClientMessage, SubscribeFrame } from '../../../src/protocol/client-messages.ts'
import { parseClientMessage } from '../../../src/protocol/parse-client-message.ts'
import { anyFrame } from '../../protocol/any-frame.ts'
import { forSeeds } from '../../support/seeded-random.ts'

// The compiler holds the schemas to the types (`Tied`), so a frame that both read alike is also what the types say.
it('the parser takes the very frames that the schemas take, and reads the same in them', async () => {
  const seen = { taken: 0, refused: 0 }
  await forSeeds(5_000, (random) => {
    const text = JSON.stringify(anyFrame(random))
    const parsed = parseClientMessage(text)
    const described = describedFrame(JSON.parse(text))
    seen[parsed.ok ? 'taken' : 'refused'] += 1
    expect(parsed.ok ? frameOf(parsed.message) : undefined, text).toEqual(described && plainest(described))
  })
  expect(Math.min(seen.taken, seen.refused)).toBeGreaterThan(1_000)
})

function describedFrame(value: { op?: unknown }): ClientFrame | undefined {
  const schema = Object.entries(fromViewer).find(([op]) => op === value.op)?.[1]
  return schema?.safeParse(value).data
}

/** The frame without what says nothing: a delay of none, lists of nothing. Bare names become entries. */
function plainest(frame: ClientFrame): ClientFrame {
  if (frame.op !== 'subscribe')
    return frame.op === 'ping' || frame.op === 'auth' ? frame : { matches: [], boards: [], ...frame }
  const { matches = [], boards = [], ...rest } = frame
  return {
    ...rest,
    matches: matches.map((item) => withoutNothing(typeof item === 'string' ? { match: item } : item)),
    boards: boards.map((item) => withoutNothing(typeof item === 'string' ? { board: item } : item)),
  }
}

function withoutNothing<Entry extends object>(entry: Entry): Entry {
  const isNothing = ([key, value]: [string, unknown]) =>
    (key === 'delayMs' && value === 0) || (Array.isArray(value) && value.length === 0)
  return Object.fromEntries(Object.entries(entry).filter((field) => !isNothing(field))) as Entry
}

/** What a viewer would have to send for the parser to read this. */
function frameOf(message: ClientMessage): ClientFrame {
  if (message.op !== 'subscribe') return message
  const matches: SubscribeFrame['matches'] = message.matches.map(({ position, ...item }) => ({ ...item, ...position }))
  return { ...message, matches }
}
