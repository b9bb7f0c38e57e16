import type { Score, Side } from '../../match/state.ts'

/**
 * What a sport shows of a match, in words and numbers. Whoever draws it, on the server or in a page, knows the kinds of
 * blocks and no sport. A `key` tells a block from its neighbours from one state to the next.
 */
export type Block = Facts | Callout | Footnote | SideLists | Marks | People | Sequence | Group | Table | Comparison

/** Facts in one line, next to each other. */
export interface Facts {
  readonly kind: 'facts'
  readonly key: string
  readonly facts: readonly string[]
}

/** A sentence that matters now: what is needed to win. */
export interface Callout {
  readonly kind: 'callout'
  readonly key: string
  readonly text: string
  readonly icon?: string
}

/** A line of small print. */
export interface Footnote {
  readonly kind: 'footnote'
  readonly text: string
  /** `sum` closes a table, `pair` tells about two people. */
  readonly about: 'sum' | 'pair'
}

/** A list for each side, beside each other: who scored. */
export interface SideLists {
  readonly kind: 'sides'
  readonly key: string
  readonly lists: Readonly<Record<Side, SideList>>
}

export interface SideList {
  /** What the list is, for the ear. */
  readonly label: string
  readonly items: readonly SideItem[]
}

export interface SideItem {
  readonly key: string
  readonly icon: string
  /** What the icon says, for the ear, where the label of the list does not say it. */
  readonly spoken?: string
  readonly text: string
  /** Behind the text, fainter: the minutes. */
  readonly aside: string
}

/** Attempts that came off or did not, a row for each side: a shoot-out. */
export interface Marks {
  readonly kind: 'marks'
  readonly key: string
  readonly label: string
  readonly rows: readonly MarksRow[]
}

export interface MarksRow {
  readonly name: string
  readonly label: string
  readonly marks: readonly {
    readonly key: string
    readonly isGood: boolean
    readonly who?: string
    readonly spoken: string
  }[]
  readonly total: number
  /** This row has won. */
  readonly isWinner?: true
}

/** People with their figures: who bats. */
export interface People {
  readonly kind: 'people'
  readonly label: string
  readonly people: readonly Person[]
}

export interface Person {
  readonly name: string
  /** Behind the name of the one whose turn it is. */
  readonly mark?: { readonly text: string; readonly spoken: string }
  /** The figure that counts most, before the others. */
  readonly figure?: number
  readonly figures: string
}

/** What happened one after the other: the balls of an over. */
export interface Sequence {
  readonly kind: 'sequence'
  readonly label: string
  readonly spokenLabel: string
  readonly steps: readonly { readonly text: string; readonly spoken?: string; readonly tone?: 'good' | 'bad' }[]
}

/** Blocks that stand together. */
export interface Group {
  readonly kind: 'group'
  readonly key: string
  readonly blocks: readonly Block[]
}

export interface Table {
  readonly kind: 'table'
  /** `board` is the scoreboard of the match, `card` the figures of people, `periods` the score by periods. */
  readonly look: 'board' | 'card' | 'periods'
  readonly columns: readonly Column[]
  readonly rows: readonly Row[]
}

export interface Column {
  readonly text: string
  /** What the short text stands for. */
  readonly title?: string
  /** The text is for the ear: the column needs no heading for the eye. */
  readonly isSpoken?: boolean
  readonly isTotal?: boolean
}

export interface Row {
  readonly key?: string
  readonly name: string
  /** Behind the name, smaller. */
  readonly note?: string
  /** A dot before the name, lit for the one whose turn it is; its words are for the ear. */
  readonly turn?: { readonly isOn: boolean; readonly spoken: string }
  readonly isWinner?: boolean
  readonly cells: readonly Cell[]
}

/** One number of a row: a set, the runs of a batter, the total. */
export interface Cell {
  readonly text: string
  /** Small and raised: the tie-break of a set; with what it is, for the ear. */
  readonly sup?: string
  readonly supTitle?: string
  /**
   * `part` is one of a row of parts, `won` one that this side won, `live` the one being played; `points` what is played for within
   * it; `total` the sum of a row.
   */
  readonly kind?: CellKind
}

export type CellKind = 'part' | 'won' | 'live' | 'points' | 'total'

/** Numbers of one kind, of both sides. */
export interface Comparison {
  readonly kind: 'comparison'
  readonly rows: readonly { readonly label: string; readonly values: Score }[]
}

/** A card with a title. */
export interface Panel {
  readonly title: string
  readonly blocks: readonly Block[]
}
