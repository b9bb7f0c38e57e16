interface Question<Answer> {
  readonly about: string
  resolve(answer: Answer): void
  reject(error: unknown): void
}

/** A larger group would hold up what else the process does, such as the events of feeds. */
const ASKED_AT_ONCE = 64

/** Questions of one kind, asked together: those that come in one turn, or while others are asked. One group is asked at a time. */
export class JoinedQuestions<Answer> {
  readonly #askAll: (about: readonly string[]) => Promise<readonly Answer[]>
  readonly #waiting: Question<Answer>[] = []
  #isAsking = false

  /** @param askAll is asked about at most 64; answers in their order */
  constructor(askAll: (about: readonly string[]) => Promise<readonly Answer[]>) {
    this.#askAll = askAll
  }

  /** @throws what `askAll` threw for the group */
  ask(about: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ about, resolve, reject })
      if (!this.#isAsking) void this.#run()
    })
  }

  async #run(): Promise<void> {
    this.#isAsking = true
    await null // for what else is asked in this turn
    while (this.#waiting.length > 0) await this.#answer(this.#waiting.splice(0, ASKED_AT_ONCE))
    this.#isAsking = false
  }

  async #answer(group: readonly Question<Answer>[]): Promise<void> {
    try {
      const answers = await this.#askAll(group.map(({ about }) => about))
      for (const [index, { resolve }] of group.entries()) resolve(answers[index] as Answer)
    } catch (error) {
      for (const { reject } of group) reject(error)
    }
  }
}
