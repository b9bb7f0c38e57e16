import type { Base, Bases, Runner } from '../detail.ts'

/** Bases in the order in which they are run; home is the fourth. */
export const BASES = ['first', 'second', 'third'] as const satisfies readonly Base[]
const HOME = 4

interface OnBase {
  /** From 1; 0 for the batter. */
  readonly base: number
  readonly runner: Runner
}

/** What a play makes of the bases. */
export interface Move {
  readonly bases: Bases
  readonly runs: number
}

/** What is known of a play: what the rules make of it, and what the feed says. */
export interface Advance {
  /** How many bases each runner goes. */
  readonly by: number
  /** Where the batter stands after it: 1 to 3, 4 if he scored; 0 if he is out, or it is no play of his. */
  readonly batterTo: number
  readonly batter?: Runner
  /** Only those go who must make room, as after a walk (Rule 5.05(b)). */
  readonly isForced?: boolean
  /** Bases whose runners are out. */
  readonly out?: readonly number[]
  /** As the feed says; these win over what the rules would make of it. */
  readonly runs?: number | undefined
  readonly bases?: readonly Base[] | undefined
}

/** Moves everybody who is on base. */
export function advance(before: Bases, play: Advance): Move {
  const onBase = runnersOf(before).filter(({ base }) => !play.out?.includes(base))
  const batter: OnBase[] = play.batterTo > 0 ? [{ base: 0, runner: play.batter ?? {} }] : []
  const all = [...onBase, ...batter]
  const targets = all.map(({ base }) => targetOf(base, before, play))
  const runs = play.runs ?? targets.filter((base) => base >= HOME).length
  const left = all.slice(Math.min(runs, all.length))
  if (play.bases !== undefined) return { bases: occupied(play.bases, left), runs }
  return { bases: lineUp(left, targets.slice(all.length - left.length)), runs }
}

/** A run that is told by itself: the runner of that name comes home, or the one nearest to it. */
export function withoutRunner(before: Bases, player?: string): Bases {
  const onBase = runnersOf(before)
  const home = onBase.find(({ runner }) => player !== undefined && runner.player === player) ?? onBase[0]
  return home === undefined ? before : withoutBase(before, home.base)
}

export function withoutBase(bases: Bases, base: number): Bases {
  return basesOf(runnersOf(bases).filter((each) => each.base !== base))
}

/** The runner of one base goes to another, or home: to 4. */
export function moveRunner(bases: Bases, from: number, to: number): Bases {
  const moved = runnersOf(bases).find(({ base }) => base === from)
  if (moved === undefined) return bases
  const others = runnersOf(bases).filter(({ base }) => base !== from && base !== to)
  return basesOf(to >= HOME ? others : [...others, { ...moved, base: to }])
}

export function isOccupied(bases: Bases, base: number): boolean {
  const name = BASES[base - 1]
  return name !== undefined && bases[name] !== undefined
}

export function numberOfBase(base: Base | 'home'): number {
  return base === 'home' ? HOME : BASES.indexOf(base) + 1
}

/** `1st & 3rd`, `Bases loaded`; nothing with nobody on. */
export function basesText(bases: Bases): string | undefined {
  const on = BASES.filter((base) => bases[base] !== undefined)
  if (on.length === 0) return undefined
  return on.length === BASES.length ? 'bases loaded' : on.map((base) => SHORT[base]).join(' & ')
}

const SHORT: Readonly<Record<Base, string>> = { first: '1st', second: '2nd', third: '3rd' }

/** Nearest to home first. */
function runnersOf(bases: Bases): OnBase[] {
  return BASES.flatMap((name, index) => {
    const runner = bases[name]
    return runner === undefined ? [] : [{ base: index + 1, runner }]
  }).toReversed()
}

function basesOf(onBase: readonly OnBase[]): Bases {
  return Object.fromEntries(onBase.map(({ base, runner }) => [BASES[base - 1] as Base, runner]))
}

function targetOf(base: number, before: Bases, { by, batterTo, isForced }: Advance): number {
  if (base === 0) return batterTo
  if (!isForced) return Math.min(HOME, base + by)
  const mustGo = Array.from({ length: base - 1 }, (_, index) => index + 1).every((each) => isOccupied(before, each))
  return mustGo ? base + 1 : base
}

/** Those who stay on base, each as far as he would go, and none on the base of another or past him. */
function lineUp(left: readonly OnBase[], targets: readonly number[]): Bases {
  let free = BASES.length
  const placed: OnBase[] = []
  for (const [index, { runner }] of left.entries()) {
    const base = Math.min(targets[index] ?? free, free)
    if (base < 1) break
    placed.push({ base, runner })
    free = base - 1
  }
  return basesOf(placed)
}

/** The bases that the feed says are occupied. Who stands where is known only if nobody else is left. */
function occupied(said: readonly Base[], left: readonly OnBase[]): Bases {
  const bases = BASES.filter((base) => said.includes(base)).toReversed()
  const isKnown = bases.length === left.length
  return Object.fromEntries(bases.map((base, index) => [base, (isKnown ? left[index]?.runner : undefined) ?? {}]))
}
