import {
  type ClientMessage,
  MAX_DELAY_MS,
  MAX_EVERY_MS,
  type SubscribeBoard,
  type SubscribeMatch,
  type Wish,
} from './client-messages.ts'
import { type Position, VIEWS } from './messages.ts'

/** What a viewer sent cannot be used. It costs the viewer its request; `[W8]`. */
export interface Refusal {
  readonly code: 'invalid-json' | 'invalid-message' | 'unknown-op'
  readonly detail: string
  readonly id?: number
}

export type Parsed =
  | { readonly ok: true; readonly message: ClientMessage }
  | { readonly ok: false; readonly refusal: Refusal }

/** Reads one frame of a viewer. Written by hand because the wire is a few messages and the browser shares this folder. */
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
    case 'auth':
      return parseAuth(value, request)
    default:
      return refuse('unknown-op', '"op" must be subscribe, unsubscribe, ping or auth', request)
  }
}

function parseAuth({ token }: Record<string, unknown>, request: { id?: number }): Parsed {
  if (typeof token !== 'string') return refuse('invalid-message', '"token" must be a string', request)
  return { ok: true, message: { op: 'auth', ...request, token } }
}

function parseSubscribe(value: Record<string, unknown>, request: { id?: number }): Parsed {
  const { matches = [], boards = [] } = value
  if (!Array.isArray(matches) || !Array.isArray(boards) || matches.length + boards.length === 0) {
    const detail =
      '"matches" must be an array of match ids or {match, epoch, seq, delayMs, view, everyMs}, "boards" one of names or {board, delayMs, view, everyMs, positions}; one of them not empty'
    return refuse('invalid-message', detail, request)
  }
  const wanted = parseEach(matches, parseSubscribeMatch)
  if (typeof wanted === 'string') return refuse('invalid-message', wanted, request)
  const wantedBoards = parseEach(boards, parseSubscribeBoard)
  if (typeof wantedBoards === 'string') return refuse('invalid-message', wantedBoards, request)
  return { ok: true, message: { op: 'subscribe', ...request, matches: wanted, boards: wantedBoards } }
}

/** What each item is, or what is wrong with the first that is wrong. */
function parseEach<T extends object>(items: readonly unknown[], parse: (item: unknown) => T | string): T[] | string {
  const parsed: T[] = []
  for (const item of items) {
    const one = parse(item)
    if (typeof one === 'string') return one
    parsed.push(one)
  }
  return parsed
}

/** The match asked for, or what is wrong with the item. */
function parseSubscribeMatch(item: unknown): SubscribeMatch | string {
  if (typeof item === 'string') return { match: item }
  if (!isRecord(item) || typeof item['match'] !== 'string') {
    return 'each of "matches" must be a match id or an object with "match"'
  }
  const { match, epoch, seq } = item
  const wish = parseWish(item)
  if (typeof wish === 'string') return wish
  if (epoch === undefined && seq === undefined) return { match, ...wish }
  const position = parsePosition(item)
  return typeof position === 'string' ? position : { match, ...wish, position }
}

/** The board asked for, or what is wrong with the item. */
function parseSubscribeBoard(item: unknown): SubscribeBoard | string {
  if (typeof item === 'string') return { board: item }
  if (!isRecord(item) || typeof item['board'] !== 'string') {
    return 'each of "boards" must be a name or an object with "board"'
  }
  const { board, positions: given = [] } = item
  const wish = parseWish(item)
  if (typeof wish === 'string') return wish
  if (!Array.isArray(given)) return '"positions" must be an array of {match, epoch, seq}'
  const positions = parseEach(given, (place) => {
    if (!isRecord(place) || typeof place['match'] !== 'string') return 'each of "positions" needs a "match"'
    const position = parsePosition(place)
    return typeof position === 'string' ? position : { match: place['match'], ...position }
  })
  if (typeof positions === 'string') return positions
  return { board, ...wish, ...(positions.length > 0 && { positions }) }
}

/** What is as usual is left out. */
function parseWish({ delayMs = 0, view = 'full', everyMs = 0 }: Record<string, unknown>): Wish | string {
  if (!isWithin(delayMs, MAX_DELAY_MS)) return `"delayMs" must be an integer from 0 to ${MAX_DELAY_MS}`
  if (!isWithin(everyMs, MAX_EVERY_MS)) return `"everyMs" must be an integer from 0 to ${MAX_EVERY_MS}`
  const known = VIEWS.find((name) => name === view)
  if (known === undefined) return `"view" must be one of ${VIEWS.join(', ')}`
  return { ...(delayMs > 0 && { delayMs }), ...(known !== 'full' && { view: known }), ...(everyMs > 0 && { everyMs }) }
}

function isWithin(value: unknown, most: number): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= most
}

function parsePosition({ epoch, seq }: Record<string, unknown>): Position | string {
  if (typeof epoch !== 'string' || !Number.isSafeInteger(seq) || (seq as number) < 0) {
    return 'a position needs both "epoch" (string) and "seq" (integer from 0)'
  }
  return { epoch, seq: seq as number }
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
