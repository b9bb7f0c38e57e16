import { describe, expect, it } from 'vitest'
import { csvRecords, csvRows } from '../../../src/replay/recording/csv.ts'

describe('csvRows', () => {
  it('reads plain and quoted fields, with commas, quotes and line breaks in them', () => {
    const text = 'a,"b, c","say ""hi""","two\nlines"\n1,,3,\n'
    expect([...csvRows(text)]).toEqual([
      ['a', 'b, c', 'say "hi"', 'two\nlines'],
      ['1', '', '3', ''],
    ])
  })

  it('takes either line ending, a byte order mark, empty lines and a last line without an end', () => {
    expect([...csvRows('\uFEFFa,b\r\n\r\n1,2\n3,')]).toEqual([
      ['a', 'b'],
      ['1', '2'],
      ['3', ''],
    ])
  })
})

it.each([
  ['a,b,c\n1,2', 'line 2: the file is cut off after 2 of 3 fields'],
  ['a,b\n"x\ny",1\n2,"z', 'line 4: a quote is opened and never closed'],
])('%j is cut off', (text, sentence) => {
  expect(() => [...csvRows(text)]).toThrow(sentence)
})

describe('csvRecords', () => {
  it('wants the columns that are needed', () => {
    expect(() => [...csvRecords('a,b\n1,2\n', ['b', 'c', 'd'])]).toThrow('its first line has no column c')
  })

  it('names the fields after the first row, quoted or not', () => {
    expect([...csvRecords('id,"Set No"\n1,2\n3\n')]).toEqual([
      { id: '1', 'Set No': '2' },
      { id: '3', 'Set No': '' },
    ])
  })
})
