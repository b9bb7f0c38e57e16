import type { Socket } from 'node:net'
import { WebSocket } from 'ws'
import { CLOSE } from '../../protocol/close-codes.ts'
import type { Encoding } from '../delivery/frames.ts'
import type { Inflater } from './compression.ts'
import type { ViewerLink } from './viewer-link.ts'

/** Close codes of ws itself for a frame that breaks the rules, and what they are in our protocol. */
const OWN_CODES: Readonly<Record<number, number>> = {
  1002: CLOSE.protocolViolation,
  1003: CLOSE.protocolViolation,
  1007: CLOSE.protocolViolation,
  1008: CLOSE.protocolViolation,
  1009: CLOSE.messageTooBig,
}

/**
 * A viewer's WebSocket. Data frames are written to the TCP socket as they are, already framed: ws would frame the same payload
 * again for each viewer. Control frames and closing stay with ws. Both write in order: ws holds frames back only while it compresses one
 * itself, which it never does here.
 */
export class ViewerSocket extends WebSocket implements ViewerLink {
  /** Called before every close frame: ours, the answer to the viewer's, and that of ws for a viewer that broke the rules. */
  onClosing: () => void = ignore
  encoding: Exclude<Encoding, 'event'> = 'frame'
  #toldCode: number | undefined

  constructor(...options: ConstructorParameters<typeof WebSocket>) {
    super(...options)
    this.on('error', ignore)
  }

  get isOpen(): boolean {
    return this.readyState === this.OPEN
  }

  override close(code?: number, reason?: string | Buffer): void {
    this.onClosing()
    // What the viewer said is echoed (RFC 6455, section 5.5.1), also where its code is one that ws uses for broken frames.
    const isOwn = code !== undefined && !this.#isEcho
    const told = isOwn ? (OWN_CODES[code] ?? code) : code
    if (isOwn) this.#toldCode ??= told
    super.close(told, reason)
  }

  /** Of the first farewell that was not the answer to the viewer's. ws itself says 1006 of those it has closed for broken frames. */
  get toldCode(): number | undefined {
    return this.#toldCode
  }

  /** ws answers a close frame by calling `close` with the viewer's code. Only a private field of ws says that it does. */
  get #isEcho(): boolean {
    return (this as unknown as { _closeFrameReceived?: boolean })._closeFrameReceived === true
  }

  /** The TCP socket, which ws keeps in a private field. */
  get tcp(): Socket | undefined {
    return (this as unknown as { _socket?: Socket })._socket
  }

  /** Inflates what the viewer sends, if it is compressed. `ws` reads frames with whatever stands under the extension's name. */
  inflateWith(inflater: Inflater): void {
    this.encoding = 'deflated'
    const { _receiver: receiver } = this as unknown as { _receiver: { _extensions: object } }
    receiver._extensions = inflater
  }
}

/** A socket error is a viewer that went away; `close` follows. */
function ignore(): void {}
