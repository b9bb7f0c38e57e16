import { describe, expect, it } from 'vitest'
import { sportComponents } from '../../../src/sports/contract/schemas/sport-components.ts'
import { sports } from '../../../src/sports/registry.ts'
import { alikeOnce } from '../../support/schemas/alike-once.ts'
import { quickAjv } from '../../support/schemas/quick-ajv.ts'
import { schemasOf } from '../../support/schemas/schemas-of.ts'

const components = sportComponents(sports)
const ajv = quickAjv()
ajv.addSchema({ ...alikeOnce({ components: { schemas: components } }), $id: 'document' })
const isA = (name: string, value: unknown) => {
  const validate = ajv.getSchema(`document#/components/schemas/${name}`)
  if (validate === undefined) throw new Error(`no component ${name}`)
  return validate(value)
}
const pascalCase = (name: string) => name.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase())

describe.each([...sports.values()])('[H3] the components of $name', (sport) => {
  const name = `${pascalCase(sport.name)}Event`

  it('take every event that its schemas take, as one of `oneOf` alone', () => {
    for (const [type, { examples = [] }] of Object.entries(schemasOf(sport).events)) {
      for (const example of examples as object[]) {
        expect({ type, isTaken: isA(name, example) }).toEqual({ type, isTaken: true })
      }
    }
  })

  it('take an event of an unknown type, and none of a known type whose fields are wrong', () => {
    expect(isA(name, { id: 'e1', type: 'streaker', lengths: 2 })).toBe(true)
    expect(isA(name, { id: 'e1', type: 'streaker', period: 'x'.repeat(65) })).toBe(false)
    expect(isA(name, { id: 'e1', type: 'match_final', team: 'both' })).toBe(false)
    expect(isA(name, { type: 'streaker' })).toBe(false)
  })
})

it('[H3] the components of events that are alike in all sports stand once', () => {
  expect(Object.keys(components)).toEqual(expect.arrayContaining(['NoteEvent', 'FootballGoalEvent', 'CricketState']))
  expect(components).not.toHaveProperty('FootballNoteEvent')
})

it('[H3] the components refer to nothing that is not there', () => {
  const references = [...JSON.stringify(components).matchAll(/"\$ref":"([^"]+)"/g)].map(([, path]) => path)
  expect(references.length).toBeGreaterThan(100)
  for (const path of references)
    expect(components).toHaveProperty([(path as string).replace('#/components/schemas/', '')])
})
