import type { Suspect, Suspects } from '../suspects.ts'

export function createMemorySuspects(): Suspects {
  const reported = new Map<string, Suspect>()
  return {
    async report(suspects) {
      for (const suspect of suspects) reported.set(suspect.match, suspect)
    },
    async takeSuspects() {
      const taken = [...reported.values()]
      reported.clear()
      return taken
    },
  }
}
