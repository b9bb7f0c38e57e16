import { connect, type Socket } from 'node:net'

/** A frame of RFC 6455, as it came or went. */
export interface Frame {
  readonly isFinal: boolean
  readonly opcode: number
  readonly isMasked: boolean
  /** Its bytes up to the payload. */
  readonly header: Buffer
  readonly payload: Buffer
}

/** Four bytes that a client chooses at random for each frame; here always the same, so that the page stays as it is. */
const MASK = Buffer.from([0x37, 0xfa, 0x21, 0x3d])

const UPGRADED = '101 Switching Protocols'

/** A viewer that speaks the bytes itself, for showing them. */
export class Wire {
  readonly #socket: Socket
  #received = Buffer.alloc(0)
  #isEnded = false
  #wake: () => void = () => undefined

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.on('data', (chunk) => {
      this.#received = Buffer.concat([this.#received, chunk])
      this.#wake()
    })
    const end = () => {
      this.#isEnded = true
      this.#wake()
    }
    socket.on('end', end).on('error', end)
  }

  static async open(port: number): Promise<Wire> {
    const socket = connect(port, '127.0.0.1')
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject))
    return new Wire(socket)
  }

  /** Sends an HTTP request and reads the head of the answer, and its body unless the connection was upgraded. */
  async request(text: string): Promise<string> {
    this.#socket.write(text)
    const head = (await this.#take((bytes) => endOf(bytes, '\r\n\r\n'))).toString()
    if (head.includes(UPGRADED)) return head
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0)
    return head + (await this.#take((bytes) => (bytes.length >= length ? length : undefined))).toString()
  }

  /** Sends a frame with a mask, as a client must (RFC 6455, 5.3). */
  send(opcode: number, payload: Buffer): Frame {
    const length =
      payload.length < 126 ? [0x80 | payload.length] : [0x80 | 126, payload.length >> 8, payload.length & 255]
    const header = Buffer.concat([Buffer.from([0x80 | opcode, ...length]), MASK])
    const masked = payload.map((byte, index) => byte ^ (MASK[index % 4] as number))
    this.#socket.write(Buffer.concat([header, masked]))
    return { isFinal: true, opcode, isMasked: true, header, payload }
  }

  async receive(): Promise<Frame> {
    const start = await this.#take((bytes) => (bytes.length >= 2 ? 2 : undefined))
    const [first = 0, second = 0] = start
    const extra = (second & 127) === 126 ? 2 : (second & 127) === 127 ? 8 : 0
    const more = await this.#take((bytes) => (bytes.length >= extra ? extra : undefined))
    const length = extra === 0 ? second & 127 : Number(BigInt(`0x${more.toString('hex')}`))
    const payload = await this.#take((bytes) => (bytes.length >= length ? length : undefined))
    const header = Buffer.concat([start, more])
    return { isFinal: (first & 0x80) !== 0, opcode: first & 15, isMasked: (second & 0x80) !== 0, header, payload }
  }

  /** Until the other side has closed the TCP connection. */
  async ended(): Promise<void> {
    while (!this.#isEnded) await this.#change()
    this.#socket.destroy()
  }

  async #take(lengthOf: (bytes: Buffer) => number | undefined): Promise<Buffer> {
    for (;;) {
      const length = lengthOf(this.#received)
      if (length !== undefined) {
        const taken = this.#received.subarray(0, length)
        this.#received = this.#received.subarray(length)
        return taken
      }
      if (this.#isEnded) throw new Error('the server closed the connection in the middle of what it had to say')
      await this.#change()
    }
  }

  async #change(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#wake = resolve
    })
  }
}

function endOf(bytes: Buffer, mark: string): number | undefined {
  const index = bytes.indexOf(mark)
  return index < 0 ? undefined : index + mark.length
}
