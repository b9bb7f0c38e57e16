import type { Score, Scoreline, ScoreState, Status } from '../../match/state.ts'
import type { MatchStatus } from '../status.ts'

/** What `scorechange` carries: the numbers of the scoreline became others while the element looked. */
export interface ScoreChangeDetail {
  readonly match: string
  readonly state: ScoreState
  readonly score: Score
  readonly scoreline: Scoreline
  readonly before: Scoreline
  /** Something that had counted was taken back or changed: a goal was disallowed. */
  readonly isCorrection: boolean
}

/** What `statuschange` carries: the match reached another status, the element another certainty of it, or its feed fell silent or was heard again. */
export interface StatusChangeDetail {
  readonly match: string
  /** Of the match: `live`, `final`; undefined until it is known. */
  readonly status: Status | undefined
  /** Whether what is shown is the newest there is. */
  readonly delivery: MatchStatus
  /** Since when the feed of the match is silent, in ms by the server's clock; undefined while it is heard. */
  readonly feedSilentSince: number | undefined
  readonly state: ScoreState | undefined
}

declare global {
  // Both bubble, so any element around may listen, the document and the window too.
  interface GlobalEventHandlersEventMap {
    scorechange: CustomEvent<ScoreChangeDetail>
    statuschange: CustomEvent<StatusChangeDetail>
  }
}

export function tellScore(element: HTMLElement, detail: ScoreChangeDetail): void {
  element.dispatchEvent(new CustomEvent('scorechange', { bubbles: true, composed: true, detail }))
}

export function tellStatus(element: HTMLElement, detail: StatusChangeDetail): void {
  element.dispatchEvent(new CustomEvent('statuschange', { bubbles: true, composed: true, detail }))
}
