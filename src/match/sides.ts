import type { Side } from './state.ts'

export function otherSide(side: Side): Side {
  return side === 'home' ? 'away' : 'home'
}
