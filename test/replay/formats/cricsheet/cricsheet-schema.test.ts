import { expect, it } from 'vitest'
import { cricsheetFile } from '../../../../src/replay/formats/cricsheet/cricsheet-schema.ts'

it('reads a powerplay that ends with the tenth ball of an over, which is written as a text', () => {
  const powerplays = [{ from: 0.1, to: '9.10', type: 'mandatory' }]
  const info = { teams: ['Hill', 'Dale'] }
  const file = cricsheetFile.parse({ info, innings: [{ team: 'Hill', powerplays }] })
  expect(Math.floor(file.innings[0]?.powerplays[0]?.to ?? 0)).toBe(9)
  expect(
    cricsheetFile.safeParse({ info, innings: [{ team: 'Hill', powerplays: [{ from: 0, to: 'x' }] }] }).success,
  ).toBe(false)
})

it('reads a target in overs and balls that is written as a text', () => {
  const innings = [{ team: 'Hill', target: { runs: 120, overs: '15.4' } }]
  const file = cricsheetFile.parse({ info: { teams: ['Hill', 'Dale'] }, innings })
  expect(file.innings[0]?.target).toEqual({ runs: 120, overs: 15.4 })
})
