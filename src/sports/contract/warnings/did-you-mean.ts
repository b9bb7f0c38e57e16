/** What feeds call things that have another name here. A name that the type does not have is never suggested. */
const SYNONYMS: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries({
    minute: ['clock'],
    min: ['clock'],
    time: ['clock', 'occurredAt'],
    matchtime: ['clock'],
    scorer: ['player'],
    name: ['player', 'batter', 'bowler'],
    playername: ['player'],
    timestamp: ['occurredAt'],
    side: ['team'],
    half: ['period'],
    quarter: ['period'],
    set: ['period'],
    innings: ['period', 'n'],
    runs: ['bat', 'points'],
    batsman: ['striker', 'batter'],
    batter: ['striker'],
    ball: ['ballInOver'],
    value: ['points'],
    playerin: ['on'],
    playerout: ['off'],
    colour: ['card'],
    color: ['card'],
    winner: ['team'],
    yellow: ['card'],
    red: ['card'],
    sub: ['substitution'],
    kickoff: ['match_start', 'period_start'],
    start: ['match_start'],
    end: ['match_end'],
    fulltime: ['match_end'],
    finish: ['match_end'],
    ball_bowled: ['delivery'],
  }),
)

/** More letters than this between two names, and they are different words. */
const MAX_SLIPS = 2

/**
 * The known name that was probably meant: another word for the same, a part of it (`red_card` for `card`), or one with a
 * letter or two wrong; undefined if none comes near.
 */
export function didYouMean(name: string, known: Iterable<string>): string | undefined {
  const names = [...known]
  const plain = plainName(name)
  const synonym = SYNONYMS.get(plain)?.find((each) => names.includes(each))
  if (synonym !== undefined) return synonym
  const near = names
    .map((each) => ({ each, slips: slipsBetween(plain, plainName(each)) }))
    .filter(({ each, slips }) => slips <= Math.min(MAX_SLIPS, Math.floor((each.length + 1) / 2) - 1))
    .sort((a, b) => a.slips - b.slips)
  if (near[0]) return near[0].each
  const words = name.toLowerCase().split('_')
  return (
    names.find((each) => words.includes(each)) ??
    words.flatMap((word) => SYNONYMS.get(word) ?? []).find((each) => names.includes(each))
  )
}

function plainName(name: string): string {
  return name.toLowerCase().replaceAll('_', '')
}

/** Letters to add, drop, change or swap (`gaol`, `goal`) to make one word of the other. Only as exact as `MAX_SLIPS` needs. */
function slipsBetween(from: string, to: string): number {
  if (Math.abs(from.length - to.length) > MAX_SLIPS) return MAX_SLIPS + 1
  let older: number[] = []
  let above = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (let row = 1; row <= from.length; row += 1) {
    const line = [row]
    for (let column = 1; column <= to.length; column += 1) {
      const isSame = from[row - 1] === to[column - 1]
      const isSwap = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      line[column] = Math.min(
        (above[column] as number) + 1,
        (line[column - 1] as number) + 1,
        (above[column - 1] as number) + (isSame ? 0 : 1),
        isSwap && row > 1 && column > 1 ? (older[column - 2] as number) + 1 : Number.POSITIVE_INFINITY,
      )
    }
    older = above
    above = line
  }
  return above[to.length] as number
}
