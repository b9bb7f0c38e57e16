import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { sportPages } from '../../src/docs/pages.ts'
import { parseEvent } from '../../src/sports/contract/reading/parse-event.ts'
import type { Sport } from '../../src/sports/contract/sport.ts'
import { sports } from '../../src/sports/registry.ts'
import { quickAjv } from '../support/schemas/quick-ajv.ts'
import { schemasOf } from '../support/schemas/schemas-of.ts'

const folder = new URL('../../docs/sports/', import.meta.url)
const pages = sportPages(sports)
const committed = (name: string) => readFileSync(new URL(name, folder), 'utf8')

describe('docs/sports', () => {
  it('has a page for every sport, and no other', () => {
    expect(
      readdirSync(folder)
        .filter((name) => name.endsWith('.md'))
        .sort(),
    ).toEqual(['README.md', ...[...sports.keys()].map((name) => `${name}.md`)].sort())
  })

  it.each([...pages.keys()])('%s is what `npm run docs` writes', (name) => {
    expect(committed(name)).toBe(pages.get(name))
  })

  it.each([...sports.values()])('$name.md tells of every event, option, preset and phase', (sport) => {
    const text = committed(`${sport.name}.md`)
    const { events, state, presets, phases } = schemasOf(sport)
    const format = state.properties?.['format'] as { readonly properties: object } | undefined
    const options = Object.keys(format?.properties ?? {})
    for (const type of Object.keys(events)) expect(text).toMatch(new RegExp(`### ${type}\n|README.md#${type}\\)`))
    for (const name of [...options, ...Object.keys(presets), ...Object.keys(phases)])
      expect(text).toContain(`\`${name}\``)
  })

  it.each([...pages.keys()])('%s links to what is there', (name) => {
    const text = committed(name)
    for (const [, page = '', anchor = ''] of text.matchAll(/\]\(([\w-]+\.md)(?:#([\w-]+))?\)/g)) {
      const headings = [...(pages.get(page) ?? '').matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) => slug(heading))
      expect(pages.has(page), page).toBe(true)
      if (anchor !== '') expect(headings).toContain(anchor)
    }
  })

  it.each([...pages.keys()])('%s has examples that the schema and the server take', (name) => {
    const sport = sports.get(name.replace('.md', '')) ?? (sports.get('generic') as Sport)
    const ajv = quickAjv()
    const { events } = schemasOf(sport)
    const examples = [...committed(name).matchAll(/```json\n(.*)\n```/g)].map(([, json = '']) => JSON.parse(json))
    if (name !== 'generic.md') expect(examples.length).toBeGreaterThanOrEqual(10)
    for (const example of examples) {
      const validate = ajv.compile(events[example.type] as object)
      validate(example)
      expect(validate.errors).toBeNull()
      expect(parseEvent(sport, example)).toMatchObject(example)
    }
  })
})

/** As GitHub makes an anchor of a heading. */
function slug(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, '')
    .replaceAll(' ', '-')
}
