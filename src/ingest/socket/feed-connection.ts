import { AppError } from '../../errors.ts'
import { explain } from '../../http/problem.ts'
import { Stopping } from '../../http/sockets/stopping.ts'
import type { Feed } from '../../match/feed.ts'
import { CLOSE } from '../../protocol/close-codes.ts'
import {
  type FeedAnswer,
  type FeedEventFrame,
  type FeedFrame,
  MAX_FEED_MESSAGE_BYTES,
  MAX_PENDING,
} from '../../protocol/feed-messages.ts'
import type { Answered } from '../answered.ts'
import { RateExceeded, TooManyPending } from '../errors.ts'
import type { Recorder } from '../record-event.ts'
import { checkScope, senderOf, Unauthorised } from '../routes/feed-auth.ts'
import { toOutcome } from '../routes/read-change.ts'
import { recordOne } from '../routes/record-one.ts'
import { AnswersInOrder } from './answers-in-order.ts'
import { changeOf, InvalidFrame, type ReadFrame, readFrame } from './read-frame.ts'

/** What a connection needs of its WebSocket. */
export interface FeedSocket {
  /** Bytes that were sent and have not left this process. */
  readonly bufferedAmount: number
  send(text: string): void
  close(code: number, reason: string): void
  terminate(): void
}

/** A feed that said who it is. */
export interface Identity {
  readonly feed: Feed
  /** Absent while no key exists. */
  readonly key?: string
}

/** What all connections share. */
export interface FeedServices {
  readonly recorder: Pick<Recorder, 'record'>
  /** The holder of the key. @throws {Unauthorised} */
  identify(key: string): Promise<Identity>
  /** Counts a message of this feed. @returns false if it has sent too many in this second */
  takeTurn(feed: string): boolean | Promise<boolean>
  readonly ratePerSecond: number
  /** Told of each answer, with the status that it has over HTTP. */
  onAnswered(answered: Answered): void
  /** A bug: the feed learns nothing of it. */
  onUnexpected(error: unknown): void
}

/** The most bytes of answers that a feed has not read: a feed that reads nothing must not fill our memory. */
const MAX_UNSENT_BYTES = 1_048_576

/** The most bytes of messages that wait while their key is looked up: nobody knows yet who sends them. */
const MAX_UNKNOWN_BYTES = MAX_FEED_MESSAGE_BYTES

interface Reply {
  readonly status: number
  readonly answer: FeedAnswer
}

const RECORDED = 200

const ALREADY_KNOWN = 'this socket has a feed already; open another one for another key'

type State =
  | { readonly name: 'unknown' }
  /** Its key is looked up; what comes meanwhile waits. */
  | { readonly name: 'checking'; readonly waiting: FeedFrame[]; bytes: number }
  | { readonly name: 'known'; readonly identity: Identity }
  /** Nothing more is taken; it is closed when all is answered. */
  | { readonly name: 'leaving' }
  | { readonly name: 'closed' }

/**
 * One feed's WebSocket, `[H16]`: reads its messages, records them, and answers each.
 *
 *     unknown ──auth──► checking ──► known ──► leaving ──► closed
 *        └──────── anything else, a wrong key ───────────────┘
 */
export class FeedConnection {
  readonly #socket: FeedSocket
  readonly #services: FeedServices
  /** Of the request that opened the socket. */
  readonly #requestId: string
  readonly #answers: AnswersInOrder
  /** What waits for `pending` to become 0. */
  readonly #onIdle: (() => void)[] = []
  #state: State

  /** @param identity of a feed that sent its key with the upgrade */
  constructor(socket: FeedSocket, services: FeedServices, requestId: string, identity?: Identity) {
    this.#socket = socket
    this.#services = services
    this.#requestId = requestId
    this.#answers = new AnswersInOrder((text) => this.#send(text))
    this.#state = identity === undefined ? { name: 'unknown' } : { name: 'known', identity }
  }

  get identity(): Identity | undefined {
    return this.#state.name === 'known' ? this.#state.identity : undefined
  }

  /** Events that are not answered yet. */
  get pending(): number {
    return this.#answers.pending
  }

  receive(data: Buffer, isBinary: boolean): void {
    if (this.#state.name === 'closed') return
    if (isBinary) {
      this.close(CLOSE.protocolViolation, 'binary frames are not part of the protocol')
      return
    }
    const frame = readFrame(data.toString())
    if (this.#state.name === 'unknown') this.#authenticate(frame)
    else if (frame.op === 'unreadable') this.#refuse(frame.error, frame.id)
    else this.#take(frame, data.length)
  }

  /** Takes no more, and closes when all is answered. */
  leave(): void {
    if (this.#state.name !== 'closed') this.#state = { name: 'leaving' }
    this.#closeIfDone()
  }

  /** Resolves when everything that was taken is answered. */
  async idle(): Promise<void> {
    if (this.pending > 0) await new Promise<void>((resolve) => this.#onIdle.push(resolve))
  }

  close(code: number, reason: string): void {
    if (this.#state.name === 'closed') return
    this.#state = { name: 'closed' }
    this.#socket.close(code, reason)
  }

  /** @param why told to the feed before it is closed */
  refuseKey(why: string): void {
    this.#refuse(new Unauthorised(why))
    this.close(CLOSE.unauthorised, 'unauthorised')
  }

  /** The feed is gone. What it sent is recorded all the same, and answered to nobody. */
  ended(): void {
    this.#state = { name: 'closed' }
  }

  #authenticate(frame: ReadFrame): void {
    if (frame.op === 'unreadable' && frame.meant === 'auth') {
      this.refuseKey(`the key cannot be read: ${inOneLine(frame.error)}`)
      return
    }
    if (frame.op !== 'auth') {
      this.refuseKey('send {"op":"auth","key"} first, or Authorization with the upgrade')
      return
    }
    const waiting: FeedFrame[] = []
    this.#state = { name: 'checking', waiting, bytes: 0 }
    this.#services.identify(frame.key).then(
      (identity) => {
        if (this.#state.name !== 'checking') return
        this.#state = { name: 'known', identity }
        for (const each of waiting) this.#take(each)
      },
      (error: unknown) => {
        if (error instanceof Unauthorised) {
          this.refuseKey(error.message)
          return
        }
        this.#refuse(error)
        this.close(CLOSE.reconnect, 'the key cannot be looked up now; come back')
      },
    )
  }

  /** @param bytes of a frame that has just come */
  #take(frame: FeedFrame, bytes = 0): void {
    const refusal = this.#refusalBefore(frame, bytes)
    if (refusal !== undefined) this.#refuse(refusal, frame.op === 'event' ? frame.id : undefined)
    else if (this.#state.name === 'checking') {
      this.#state.waiting.push(frame)
      this.#state.bytes += bytes
    } else if (this.#state.name === 'known' && frame.op === 'event') {
      void this.#record(frame, this.#state.identity.feed)
    }
  }

  /** Why a frame is not even looked at; such an answer waits for no other. */
  #refusalBefore(frame: FeedFrame, bytes: number): AppError | undefined {
    const state = this.#state
    if (state.name === 'leaving') return new Stopping()
    if (frame.op === 'auth') return new InvalidFrame('invalid-message', ALREADY_KNOWN)
    const waiting = state.name === 'checking' ? state.waiting.length : this.pending
    if (waiting >= MAX_PENDING) return new TooManyPending(`${MAX_PENDING} events`)
    const isTooMuch = state.name === 'checking' && state.bytes + bytes > MAX_UNKNOWN_BYTES
    return isTooMuch ? new TooManyPending(`${MAX_UNKNOWN_BYTES} bytes, while its key is looked up,`) : undefined
  }

  async #record(frame: FeedEventFrame, feed: Feed): Promise<void> {
    const startedAt = performance.now()
    const answer = this.#answers.expect(frame.match)
    answer(this.#encode(await this.#answerTo(frame, feed), startedAt))
    this.#closeIfDone()
  }

  async #answerTo(frame: FeedEventFrame, feed: Feed): Promise<Reply> {
    const { id, match } = frame
    try {
      const { ratePerSecond } = this.#services
      // Awaited only where it must be: a message that need not wait keeps its place.
      const turn = this.#services.takeTurn(feed.feed)
      if (!(typeof turn === 'boolean' ? turn : await turn)) throw new RateExceeded(ratePerSecond)
      checkScope(feed, match)
      const sender = { ...senderOf(feed, frame.source), requestId: `${this.#requestId} frame ${id}` }
      const result = await recordOne(this.#services.recorder, match, sender, (sport) => changeOf(frame, sport))
      const { id: _, ...outcome } = toOutcome(result)
      return { status: RECORDED, answer: { op: 'ack', id, ...outcome } }
    } catch (error) {
      return this.#refusalOf(error, id)
    }
  }

  #refuse(error: unknown, id?: number): void {
    this.#send(this.#encode(this.#refusalOf(error, id), performance.now()))
  }

  #refusalOf(error: unknown, id: number | undefined): Reply {
    if (!(error instanceof AppError)) this.#services.onUnexpected(error)
    const { status, code, detail = '', errors } = explain(error)
    return { status, answer: { op: 'error', ...(id !== undefined && { id }), code, detail, ...(errors && { errors }) } }
  }

  #encode({ status, answer }: Reply, startedAt: number): string {
    const seconds = (performance.now() - startedAt) / 1_000
    this.#services.onAnswered({ status, seconds, feed: this.identity?.feed.feed })
    return JSON.stringify(answer)
  }

  #send(text: string): void {
    if (this.#state.name === 'closed') return
    this.#socket.send(text)
    if (this.#socket.bufferedAmount <= MAX_UNSENT_BYTES) return
    this.close(CLOSE.tooSlow, 'the answers are not read')
    this.#socket.terminate()
  }

  #closeIfDone(): void {
    if (this.pending > 0) return
    for (const wake of this.#onIdle.splice(0)) wake()
    if (this.#state.name === 'leaving') this.close(CLOSE.reconnect, 'this replica is stopping; come back')
  }
}

function inOneLine({ message, errors = [] }: AppError): string {
  const faults = errors.map((fault) => `${fault.path} ${fault.message}`.trim())
  return faults.length > 0 ? faults.join('; ') : message
}
