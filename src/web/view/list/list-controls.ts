import { type ComponentChild, h } from 'preact'
import { words } from '../../words.ts'
import { FILTERS, type Wanted } from './list-filter.ts'

export interface ListControlsProps {
  readonly wanted: Wanted
  /** Another filter or another text; told before the last one is drawn, too. */
  onWant(change: Partial<Wanted>): void
}

/** What is shown of a list: all, what is live, over or to come; and a field to find a team or a competition in it. */
export function ListControls({ wanted, onWant }: ListControlsProps): ComponentChild {
  const type = (event: Event) => onWant({ text: (event.currentTarget as HTMLInputElement).value })
  return h(
    'div',
    { class: 'list-controls needs-script' },
    h(
      'div',
      { class: 'filters', role: 'group', 'aria-label': words.show },
      FILTERS.map((filter) =>
        h(
          'button',
          {
            type: 'button',
            key: filter,
            'aria-pressed': wanted.filter === filter,
            onClick: () => onWant({ filter }),
          },
          words.filters[filter],
        ),
      ),
    ),
    h(
      'label',
      { class: 'find' },
      h('span', { class: 'visually-hidden' }, words.find),
      h('input', {
        type: 'search',
        placeholder: words.findHere,
        value: wanted.text,
        onInput: type,
        autocomplete: 'off',
        spellcheck: false,
      }),
    ),
  )
}
