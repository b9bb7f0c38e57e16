import { useLayoutEffect } from 'preact/hooks'

/** What of a row can have the focus: the link to its match, or its star. */
interface FocusedPart {
  readonly match: string
  readonly isStar: boolean
}

/**
 * Keeps the focus on the link or the star that has it, where a list is drawn anew: a row that is moved to its new place, or to the
 * favourites, loses it. Nothing scrolls but for a star, which its reader has moved.
 */
export function useKeptFocus(): void {
  const before = focusedPart()
  useLayoutEffect(() => {
    // What the reader has turned to since is theirs.
    if (before === undefined || document.activeElement !== document.body) return
    const row = document.querySelector(`main [data-match="${CSS.escape(before.match)}"]`)
    const part = row?.querySelector<HTMLElement>(before.isStar ? '.mark' : '.row')
    part?.focus({ preventScroll: !before.isStar })
  })
}

/** Undefined on the server, too. */
function focusedPart(): FocusedPart | undefined {
  const focused = globalThis.document?.activeElement
  const match = focused?.closest<HTMLElement>('[data-match]')?.dataset['match']
  return match === undefined ? undefined : { match, isStar: focused?.classList.contains('mark') ?? false }
}
