import { type ClientMessage, MAX_DELAY_MS, type SubscribeMatch } from './messages.ts'

/** What a viewer sent cannot be used. It costs the viewer its request; `[W8]`. */
export interface Refusal {
  readonly code: 'invalid-json' | 'invalid-message' | 'unknown-op'
  readonly detail: string
  readonly id?: number
}

export type Parsed =
  | { readonly ok: true; readonly message: ClientMessage }
  | { readonly ok: false; readonly refusal: Refusal }

/** Reads one frame of a viewer. Written by hand because the wire is four messages and the browser shares this folder. */
export function parseClientMessage(text: string): Parsed {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return refuse('invalid-json', 'a message must be one JSON object')
  }
  if (!isRecord(value)) return refuse('invalid-message', 'a message must be one JSON object')
  const { id } = value
  if (id !== undefined && !Number.isSafeInteger(id)) return refuse('invalid-message', '"id" must be an integer')
  const request = id === undefined ? {} : { id: id as number }
  switch (value['op']) {
    case 'subscribe':
      return parseSubscribe(value, request)
    case 'unsubscribe':
      return parseUnsubscribe(value, request)
    case 'ping':
      return { ok: true, message: { op: 'ping', ...request } }
    default:
      return refuse('unknown-op', '"op" must be subscribe, unsubscribe or ping', request)
  }
}

function parseSubscribe(value: Record<string, unknown>, request: { id?: number }): Parsed {
  const { matches = [], boards = [] } = value
  if (!Array.isArray(matches) || !isTexts(boards) || matches.length + boards.length === 0) {
    const detail =
      '"matches" must be an array of match ids or {match, epoch, seq, delayMs}, "boards" one of names; one of them not empty'
    return refuse('invalid-message', detail, request)
  }
  const wanted: SubscribeMatch[] = []
  for (const item of matches as unknown[]) {
    const match = parseSubscribeMatch(item)
    if (typeof match === 'string') return refuse('invalid-message', match, request)
    wanted.push(match)
  }
  return { ok: true, message: { op: 'subscribe', ...request, matches: wanted, boards } }
}

/** The match asked for, or what is wrong with the item. */
function parseSubscribeMatch(item: unknown): SubscribeMatch | string {
  if (typeof item === 'string') return { match: item }
  if (!isRecord(item) || typeof item['match'] !== 'string') {
    return 'each of "matches" must be a match id or an object with "match"'
  }
  const { match, epoch, seq, delayMs = 0 } = item
  if (!Number.isSafeInteger(delayMs) || (delayMs as number) < 0 || (delayMs as number) > MAX_DELAY_MS) {
    return `"delayMs" must be an integer from 0 to ${MAX_DELAY_MS}`
  }
  const wanted = delayMs === 0 ? { match } : { match, delayMs: delayMs as number }
  if (epoch === undefined && seq === undefined) return wanted
  if (typeof epoch !== 'string' || !Number.isSafeInteger(seq) || (seq as number) < 0) {
    return 'a position needs both "epoch" (string) and "seq" (integer from 0)'
  }
  return { ...wanted, position: { epoch, seq: seq as number } }
}

function parseUnsubscribe(value: Record<string, unknown>, request: { id?: number }): Parsed {
  const { matches = [], boards = [] } = value
  const isEmpty = value['matches'] === undefined && value['boards'] === undefined
  if (isEmpty || !isTexts(matches) || !isTexts(boards)) {
    return refuse('invalid-message', '"matches" or "boards" must be there, as arrays of names', request)
  }
  return { ok: true, message: { op: 'unsubscribe', ...request, matches, boards } }
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
}

function refuse(code: Refusal['code'], detail: string, request: { id?: number } = {}): Parsed {
  return { ok: false, refusal: { code, detail, ...request } }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
