import type { GetToken } from '../connection/token/get-token.ts'
import type { ScoreChangeDetail, StatusChangeDetail } from './element-events.ts'
import type { ScoreLook } from './score-element.ts'

/** What both tags take in a template, whatever the framework. */
export interface TagAttributes {
  /** The server's address; the page's own if left out. */
  readonly server?: string | undefined
  /** Shows everything this many seconds later, 0 to 120. */
  readonly delay?: number | string | undefined
  /** Gives the viewer's token, where the server wants one; a property, which React sets since version 19. */
  readonly token?: GetToken | undefined
}

export interface ScoreAttributes extends TagAttributes {
  /** The id of a match. */
  readonly match?: string | undefined
  /** `full` has a column for each period. */
  readonly view?: ScoreLook | undefined
}

export interface BoardAttributes extends TagAttributes {
  /** `competition:premier-league`, `date:2026-11-28`, `sport:tennis;status:live` */
  readonly board?: string | undefined
  /** How many matches are shown at most. */
  readonly limit?: number | string | undefined
}

/** The events of both tags, as frameworks write them that listen by a property. React does since version 19. */
export interface TagListeners {
  readonly onscorechange?: ((event: CustomEvent<ScoreChangeDetail>) => void) | undefined
  readonly onstatuschange?: ((event: CustomEvent<StatusChangeDetail>) => void) | undefined
}
