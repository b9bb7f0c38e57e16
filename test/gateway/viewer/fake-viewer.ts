import { setImmediate as nextTurn } from 'node:timers/promises'
import { Connection, type ConnectionServices } from '../../../src/gateway/viewer/connection.ts'
import type { ViewerSocket } from '../../../src/gateway/viewer/viewer-socket.ts'
import type { ServerMessage } from '../../../src/protocol/messages.ts'
import { Scoreboard } from '../../support/scoreboard.ts'
import { readHeader } from '../delivery/read-header.ts'

/** The half of a viewer's socket that a connection uses; nothing is read unless the test says so. */
export class FakeSocket {
  readyState = 1
  closedWith: number | undefined
  readonly written: Buffer[] = []
  readonly tcp = {
    writable: true,
    writableLength: 0,
    writableNeedDrain: false,
    write: (bytes: Buffer) => this.written.push(bytes),
    cork() {},
    uncork() {},
    once() {},
  }
  readonly encoding = 'frame'
  onClosing = () => {}

  get isOpen(): boolean {
    return this.readyState === 1
  }

  close(code: number): void {
    this.onClosing()
    this.closedWith ??= code
    this.readyState = 2
  }

  terminate(): void {
    this.readyState = 3
  }
}

/** Reads what was written to a fake socket, as slowly as the test likes. */
export class FrameReader {
  /** Payloads of the pings that came and are not answered yet. */
  readonly pings: Buffer[] = []
  readonly #socket: FakeSocket
  #unread = Buffer.alloc(0)
  /** Bytes that may be read. */
  #credit = 0
  /** Of the message whose end has not come. */
  #text = ''

  constructor(socket: FakeSocket) {
    this.#socket = socket
  }

  /** @returns the messages that are whole now, if this many bytes more are read */
  read(bytes = Number.POSITIVE_INFINITY): ServerMessage[] {
    const messages: ServerMessage[] = []
    this.#unread = Buffer.concat([this.#unread, ...this.#socket.written.splice(0)])
    this.#credit += bytes
    while (this.#unread.length > 0) {
      const { header, length } = readHeader(this.#unread)
      if (this.#credit < header + length) return messages
      this.#credit -= header + length
      const opcode = this.#unread[0] as number
      const payload = this.#unread.subarray(header, header + length)
      if (opcode === 0x89) this.pings.push(payload)
      else this.#text += payload.toString()
      if (opcode === 0x81 || opcode === 0x80) {
        if (this.#text.startsWith('{')) messages.push(JSON.parse(this.#text))
        this.#text = ''
      }
      this.#unread = this.#unread.subarray(header + length)
    }
    this.#credit = 0
    return messages
  }
}

export class FakeViewer {
  readonly socket = new FakeSocket()
  readonly scoreboard = new Scoreboard()
  readonly messages: ServerMessage[] = []
  readonly connection: Connection
  readonly #reader = new FrameReader(this.socket)

  constructor(services: ConnectionServices) {
    this.connection = new Connection('viewer', this.socket as unknown as ViewerSocket, services)
  }

  says(message: object | string): void {
    this.connection.receive(Buffer.from(typeof message === 'string' ? message : JSON.stringify(message)), false)
    this.read()
  }

  /** Says it and waits for the answer. */
  async asks(message: object): Promise<void> {
    const { length } = this.messages
    this.says(message)
    for (let turn = 0; this.messages.length === length; turn += 1) {
      if (turn > 1_000) throw new Error(`no answer to ${JSON.stringify(message)}`)
      await nextTurn()
      this.read()
    }
  }

  /** Pings that it has read and not answered. */
  get pings(): number {
    return this.#reader.pings.length
  }

  /** Reads everything, and answers all pings in it. */
  pongs(): void {
    this.read()
    this.#answerPings()
    this.read()
  }

  /** Like `pongs`, but reads at most this many bytes. */
  readsAndPongs(bytes: number): void {
    this.read(bytes)
    this.#answerPings()
  }

  read(bytes?: number): void {
    for (const message of this.#reader.read(bytes)) {
      this.messages.push(message)
      this.scoreboard.take(message)
    }
  }

  #answerPings(): void {
    for (const payload of this.#reader.pings.splice(0)) this.connection.pong(payload)
  }
}
