import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { MatchEvent } from '../../../src/match/event.ts'
import type { MatchState, Side } from '../../../src/match/state.ts'
import type { Sport } from '../../../src/sports/contract/sport.ts'
import { LABELS } from '../../../src/sports/labels.ts'
import { SPORT_PRESENTATIONS } from '../../../src/sports/presentations.ts'
import type { SeededRandom } from '../seeded-random.ts'

/** What the suites that run on every sport need from each. A sport has it in `test/sports/NAME/examples.ts`. */
export interface SportExamples {
  /** Makes a legal match in which anything may happen that happens in this sport. */
  generate(random: SeededRandom): PlayedMatch
  /** Checks that the parts of a state agree with each other, whatever the feed sent. */
  expectConsistent?(state: MatchState): void
  /** What this sport's scoreline says in another way than most; `unfinished` as long as a sport has none of its own. */
  readonly scoreline?: ScorelineReading | 'unfinished'
  /** A match, event by event, and whether a viewer who missed the event is told of it. */
  readonly keyEvents: readonly KeyEventRow[]
}

/** How the laws of scorelines read one. */
export interface ScorelineReading {
  /** What `main` says of a side; left out, `score` as it is. */
  mainOf?(state: MatchState, side: Side): string
  /** The label of the column of `periods` that is being played; left out, the one of `period`. */
  columnOf?(state: MatchState): string | undefined
  /** True where the sport has words of its own for a pause that its status calls an interruption: stumps. */
  isOrdinaryPause?(state: MatchState): boolean
}

/** A match as it was played. */
export interface PlayedMatch {
  /** As a fixture gives it: options or the name of a preset. */
  readonly format?: unknown
  /** In playing order, without `order`. */
  readonly events: readonly MatchEvent[]
  /**
   * True if the events say their place by period and clock, each a different one; those that say nothing (the final
   * whistle) come last.
   */
  readonly isPlacedByClock?: boolean
}

export type KeyEventRow = readonly ['told' | 'not told', SentEvent]

export interface SentEvent {
  readonly type: string
  readonly [field: string]: unknown
}

const root = join(import.meta.dirname, '../../..')

/** What a sport lacks, as a list of things to do. */
export function missingOf({ name }: Pick<Sport, 'name'>): string[] {
  const isThere = (path: string) => existsSync(join(root, path))
  const wanted = [
    [isThere(`src/sports/${name}/index.ts`), `write src/sports/${name}/index.ts`],
    [isThere(`test/sports/${name}/examples.ts`), `write test/sports/${name}/examples.ts, which exports \`examples\``],
    [isThere(`test/sports/${name}/laws.test.ts`), `write test/sports/${name}/laws.test.ts, which calls \`sportLaws\``],
    [isThere(`docs/sports/${name}.md`), `run npm run docs, and commit docs/sports/${name}.md`],
    [isListed(name, 'labels', LABELS), `list src/sports/${name}/labels.ts in src/sports/labels.ts`],
    [
      isListed(name, 'presentation', SPORT_PRESENTATIONS),
      `list src/sports/${name}/presentation.ts in src/sports/presentations.ts`,
    ],
  ] as const
  return wanted.filter(([isDone]) => !isDone).map(([, step]) => step)
}

/** A sport may do without labels or a presentation. A file that exists must be in the list. */
function isListed(name: string, file: string, list: object): boolean {
  return !existsSync(join(root, `src/sports/${name}/${file}.ts`)) || Object.hasOwn(list, name)
}

/** @throws {Error} that says what to add for a sport that has no examples */
export async function examplesOf(sport: Sport): Promise<SportExamples> {
  const { name } = sport
  if (!existsSync(join(root, `test/sports/${name}/examples.ts`))) {
    throw new Error(`${name} is not ready: ${missingOf(sport).join('; ')} (see CONTRIBUTING, A new sport)`)
  }
  const { examples } = (await import(`../../sports/${name}/examples.ts`)) as { readonly examples: SportExamples }
  return examples
}
