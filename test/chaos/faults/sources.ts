import { type Fault, nothing } from './fault.ts'

/** `[H7]` Two sources tell a match, each in its own way, and the other one is put in charge. */
export const SWITCH_OF_SOURCES: Fault = {
  name: 'another source put in charge',
  plan: ({ script }, random) => {
    const match = random.pick(script.contested)
    return { targets: [`source of ${match}`], inject: async () => script.switchSource(match), heal: nothing }
  },
}
