import type { Reporter, TestCase } from 'vitest/node'

/** Names the tests that passed only at the second try: each is a stumble of the machine, or a fault that wants a look. */
// biome-ignore lint/style/noDefaultExport: Vitest loads the default export
export default class SecondTries implements Reporter {
  readonly #names: string[] = []

  onTestCaseResult(test: TestCase): void {
    if (test.diagnostic()?.flaky) this.#names.push(`${test.module.relativeModuleId} > ${test.fullName}`)
  }

  onTestRunEnd(): void {
    for (const name of this.#names) console.log(`passed only at the second try: ${name}`)
  }
}
