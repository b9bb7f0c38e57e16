import { z } from 'zod'
import { parseClock } from '../../match/clock.ts'
import type { MatchEvent } from '../../match/event.ts'
import type { Fixture } from '../../match/state.ts'
import type { RecordedChange, RecordedStep, RecordingFormat } from './recording.ts'
import { reasonOf } from './unreadable-recording.ts'

/** The time between lines that do not say when they happened: about one point of tennis or one ball of cricket. */
const STEP_MS = 30_000
/** The time between two periods. Nobody wants to wait for a real break. */
const BREAK_MS = 300_000

const team = z.looseObject({ name: z.string() })
const fixtureLine = z.object({
  fixture: z.looseObject({ match: z.string(), sport: z.string(), home: team, away: team }),
})
const event = z.looseObject({ id: z.string(), type: z.string() })
const time = { period: z.union([z.number(), z.string()]).optional(), clock: z.string().optional() }
const lines = {
  add: event.extend(time),
  edit: z.object({ op: z.literal('edit'), event, ...time }),
  delete: z.object({ op: z.literal('delete'), id: z.string(), reason: z.string().exactOptional(), ...time }),
  restore: z.object({ op: z.literal('restore'), id: z.string(), ...time }),
}

/** The line has none of the forms that `fixtures/README.md` describes. */
export class BadLine extends Error {
  override readonly name = 'BadLine'
}

/** NDJSON in the words of our own contract: a fixture, then what a feed sends. `fixtures/README.md` has the lines. */
export const ownFormat: RecordingFormat = {
  name: 'touchline',
  recognises: ({ text }) => /^\s*\{\s*"fixture"\s*:/.test(text.slice(0, 200)),
  read: async ({ text }, { match }) => {
    const [head, ...rest] = text.split('\n').flatMap((line, index) => (line.trim() === '' ? [] : { line, index }))
    if (head === undefined) throw new BadLine('the file is empty')
    const { fixture } = parseLine(head, (value) => fixtureLine.parse(value))
    return {
      format: 'touchline',
      fixture: { ...fixture, ...(match !== undefined && { match }) } as Fixture,
      steps: paced(rest.map((item) => parseLine(item, readLine))),
    }
  },
}

interface Line {
  readonly line: string
  readonly index: number
}

/** A change, and when in play it was made, if the line says so. */
interface Said {
  readonly change: RecordedChange
  readonly period?: number | string | undefined
  readonly clock?: string | undefined
}

function parseLine<T>({ line, index }: Line, read: (value: unknown) => T): T {
  try {
    return read(JSON.parse(line))
  } catch (error) {
    throw new BadLine(`line ${index + 1}: ${reasonOf(error)}`, { cause: error })
  }
}

function readLine(value: unknown): Said {
  switch ((value as { op?: unknown } | null)?.op) {
    case undefined: {
      const added = lines.add.parse(value)
      return { change: { op: 'add', event: added as MatchEvent }, period: added.period, clock: added.clock }
    }
    case 'edit': {
      const { event, period, clock } = lines.edit.parse(value)
      return { change: { op: 'edit', event: event as MatchEvent }, period, clock }
    }
    case 'delete': {
      const { period, clock, ...change } = lines.delete.parse(value)
      return { change, period, clock }
    }
    case 'restore': {
      const { period, clock, ...change } = lines.restore.parse(value)
      return { change, period, clock }
    }
    default:
      throw new BadLine('"op" is edit, delete or restore; an event to add has none')
  }
}

/** Turns clocks into time since the start. */
function paced(said: readonly Said[]): RecordedStep[] {
  let atMs = 0
  let last: { period: number | string | undefined; clockMs: number } | undefined
  return said.map(({ change, period, clock }, index) => {
    const clockMs = clock === undefined ? undefined : parseClock(clock)?.ms
    if (clockMs === undefined) {
      if (index > 0) atMs += STEP_MS
    } else {
      // Some clocks run down.
      if (last !== undefined) atMs += last.period === period ? Math.abs(clockMs - last.clockMs) : BREAK_MS
      last = { period, clockMs }
    }
    return { atMs, change }
  })
}
