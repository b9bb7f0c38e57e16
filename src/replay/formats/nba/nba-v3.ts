import type { NbaAction } from './nba-schema.ts'

/** An action of `stats.nba.com/stats/playbyplayv3`, in the words of the live play-by-play. Live actions stay as they are. */
export function inLiveWords(action: NbaAction): NbaAction {
  const { actionId, actionType, subType, description } = action
  if (actionId === undefined) return action
  // A steal has the `actionNumber` of the turnover that it caused; only `actionId` is unique.
  const known = { ...action, actionNumber: actionId, orderNumber: actionId, subType: (subType ?? '').toLowerCase() }
  const text = description ?? ''
  switch (actionType) {
    case 'period':
      return { ...known, subType: known.subType || (/^end/i.test(text) ? 'end' : 'start') }
    case 'Made Shot':
    case 'Missed Shot':
      return {
        ...known,
        actionType: action.shotValue === 3 || (!action.shotValue && text.includes('3PT')) ? '3pt' : '2pt',
        shotResult: actionType === 'Made Shot' ? 'Made' : 'Missed',
        assistPlayerNameInitial: /\(([^()]+) \d+ AST\)/.exec(text)?.[1],
      }
    case 'Free Throw':
      return { ...known, actionType: 'freethrow', shotResult: /^MISS/.test(text) ? 'Missed' : 'Made' }
    case 'Substitution':
      return { ...known, actionType: 'substitution', ...exchangeOf(text) }
    case '':
      return { ...known, actionType: / STEAL\b/.test(text) ? 'steal' : / BLOCK\b/.test(text) ? 'block' : '' }
    default:
      return { ...known, actionType: actionType.toLowerCase().replaceAll(' ', '') }
  }
}

/** `SUB: Reaves FOR Russell`: one action for both players, where the live play-by-play has two. */
function exchangeOf(text: string): { on?: string; off?: string } {
  const [, on, off] = /^SUB: (.+) FOR (.+)$/.exec(text) ?? []
  return on === undefined || off === undefined ? {} : { on, off }
}
