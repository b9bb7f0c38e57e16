import { connect, type Socket } from 'node:net'
import { NotLetIn } from './raw-viewer.ts'

export interface RawStream {
  readonly port: number
  readonly path: string
  /** The viewer counts as connected once it has received this. */
  readonly welcome: string
}

const EVENT_END = '\n\n'

/** Connects a viewer of Server-Sent Events that is as cheap as possible: a raw TCP socket. @throws {NotLetIn} */
export function openStream({ port, path, welcome }: RawStream): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    socket.setNoDelay(true)
    socket.once('error', reject)
    socket.once('close', () => reject(new NotLetIn('the connection ended'))) // has no effect once the viewer is connected
    socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`)
    let answer = ''
    const onData = (chunk: Buffer) => {
      answer += chunk.toString('latin1')
      if (answer.length > 12 && !answer.startsWith('HTTP/1.1 200')) {
        socket.destroy()
        reject(new NotLetIn(answer.split('\r\n', 1)[0]))
      }
      // Whoever reads on begins with an event.
      if (!answer.includes(welcome) || !answer.endsWith(EVENT_END)) return
      socket.off('data', onData)
      resolve(socket)
    }
    socket.on('data', onData)
  })
}

/** Counts the events of a stream, wherever the network has cut it. */
export class EventCounter {
  #endsWithLine = false

  /** @returns how many events end in this chunk */
  read(chunk: Buffer): number {
    let events = this.#endsWithLine && chunk[0] === 10 ? 1 : 0
    for (let at = chunk.indexOf(EVENT_END); at >= 0; at = chunk.indexOf(EVENT_END, at + 2)) events += 1
    this.#endsWithLine = chunk.at(-1) === 10 && chunk.at(-2) !== 10
    return events
  }
}
