import { type ComponentChild, h } from 'preact'
import { words } from '../../words.ts'
import { useReader } from '../shared/reader.ts'

/** Finds matches of any day by their teams and competitions. A plain form: it needs no script. */
export function SearchForm({ text }: { readonly text: string }): ComponentChild {
  const { base } = useReader()
  return h(
    'form',
    { class: 'search', role: 'search', action: `${base}/search`, method: 'get' },
    h(
      'label',
      { class: 'find' },
      h('span', { class: 'visually-hidden' }, words.find),
      h('input', {
        type: 'search',
        name: 'q',
        value: text,
        placeholder: words.find,
        maxlength: 100,
        autocomplete: 'off',
        spellcheck: false,
        required: true,
      }),
    ),
    h('button', { type: 'submit' }, words.search),
  )
}
