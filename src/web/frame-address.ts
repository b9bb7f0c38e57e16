import { MAX_DELAY_MS } from '../protocol/client-messages.ts'
import type { Embed, Frame, Overlay } from './page-data.ts'

type Query = Readonly<Record<string, unknown>>

/** What the address of a frame asks for. It stands in pages of others, so what it misspells is the default, never an error. */
export function readFrame(kind: Frame['kind'], query: Query): Frame {
  return kind === 'embed' ? readEmbed(query) : readOverlay(query)
}

function readEmbed(query: Query): Embed {
  return {
    kind: 'embed',
    size: oneOf(query['size'], ['medium', 'small', 'large']),
    theme: oneOf(query['theme'], ['auto', 'light', 'dark']),
    delayMs: delayOf(query['delay']),
  }
}

function readOverlay(query: Query): Overlay {
  return { kind: 'overlay', lines: query['lines'] === '2' ? 2 : 1, delayMs: delayOf(query['delay']) }
}

function oneOf<Name extends string>(asked: unknown, [fallback, ...others]: readonly [Name, ...Name[]]): Name {
  return others.find((name) => name === asked) ?? fallback
}

/** @param seconds as `<touchline-score delay>` takes them */
function delayOf(seconds: unknown): number {
  const ms = Math.round(Number(typeof seconds === 'string' ? seconds : 0) * 1_000)
  return Number.isFinite(ms) ? Math.min(MAX_DELAY_MS, Math.max(0, ms)) : 0
}
