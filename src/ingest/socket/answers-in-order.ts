/** Gives the answer to one message. */
export type SendAnswer = (text: string) => void

interface Place {
  text: string | undefined
}

/** `[H16]` Sends the answers of each match in the order in which its messages came, whatever was ready first. */
export class AnswersInOrder {
  readonly #send: (text: string) => void
  readonly #byMatch = new Map<string, Place[]>()
  #pending = 0

  constructor(send: (text: string) => void) {
    this.#send = send
  }

  /** Messages that have not been answered. */
  get pending(): number {
    return this.#pending
  }

  /** Called when a message comes. @returns answers it; to be called once */
  expect(match: string): SendAnswer {
    const place: Place = { text: undefined }
    const line = this.#byMatch.get(match) ?? []
    this.#byMatch.set(match, line)
    line.push(place)
    this.#pending += 1
    return (text) => {
      place.text = text
      this.#sendReady(match, line)
    }
  }

  #sendReady(match: string, line: Place[]): void {
    for (let text = line[0]?.text; text !== undefined; text = line[0]?.text) {
      line.shift()
      this.#pending -= 1
      this.#send(text)
    }
    if (line.length === 0) this.#byMatch.delete(match)
  }
}
