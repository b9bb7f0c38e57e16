import { ALL_MATCHES, FILTERS, type KeptWanted, type Wanted } from '../view/list/list-filter.ts'

/** What a reader wants of a list is kept with its place in the history: whoever comes back from a match finds the list as it was. */
export const keptWanted: KeptWanted = {
  read() {
    const { filter, text } = {
      ...ALL_MATCHES,
      ...((history.state as { wanted?: Partial<Wanted> } | null)?.wanted ?? {}),
    }
    return { filter: FILTERS.find((known) => known === filter) ?? 'all', text: String(text) }
  },
  keep(wanted) {
    history.replaceState({ wanted }, '')
  },
}
