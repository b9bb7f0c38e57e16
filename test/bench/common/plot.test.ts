import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { linePlot, savePlot } from '../../../bench/common/plot.ts'
import { temporaryDirectory } from '../../support/temporary-directory.ts'

const plot = {
  title: 'Cost & size',
  xLabel: 'viewers',
  yLabel: 'CPU (µs)',
  series: [
    { name: 'ours', points: [[1_000, 2] as const, [2_000, 2] as const, [4_000, 3] as const] },
    { name: '<theirs>', points: [[1_000, 4] as const, [4_000, 16] as const] },
  ],
}

const numbers = (text = '') => [...text.matchAll(/-?\d+(\.\d+)?/g)].map(([number]) => Number(number))

describe('linePlot', () => {
  it('draws each series as a line with a dot for each point, higher where the value is higher', () => {
    const svg = linePlot(plot)
    const [first = [], second = []] = [...svg.matchAll(/class="line s\d" d="M([^"h]+)"/g)].map(([, d]) => numbers(d))
    expect([first.length, second.length]).toEqual([6, 4])
    expect(first[1]).toBe(first[3])
    expect(first[5]).toBeLessThan(first[3] as number)
    expect(second[3]).toBeLessThan(second[1] as number)
    expect(first[0]).toBe(second[0])
    expect([...svg.matchAll(/<circle/g)]).toHaveLength(5)
  })

  it('begins both axes at 0 and marks them with round numbers', () => {
    const ticks = [...linePlot(plot).matchAll(/class="tick"[^>]*>([^<]*)</g)].map(([, text]) => text)
    expect(ticks).toEqual(['0', '5', '10', '15', '20', '0', '1,000', '2,000', '3,000', '4,000'])
  })

  it('makes room for the bound, and says what it is', () => {
    const svg = linePlot({ ...plot, bound: { name: 'bound: 60', y: 60 } })
    expect(svg).toContain('>bound: 60</text>')
    expect(svg).toMatch(/text-anchor="end">60</)
  })

  it('is well-formed whatever the words, and follows light and dark', () => {
    const svg = linePlot(plot)
    expect(svg).toContain('Cost &amp; size')
    expect(svg).toContain('&lt;theirs>')
    expect(svg).toContain('prefers-color-scheme:dark')
    expect(svg).not.toMatch(/NaN|undefined|Infinity/)
    const tags = [...svg.matchAll(/<(\/?)(\w+)[^>]*?(\/?)>/g)]
    const open: string[] = []
    for (const [, closes, name = '', isEmpty] of tags) {
      if (closes) expect(open.pop()).toBe(name)
      else if (!isEmpty) open.push(name)
    }
    expect(open).toEqual([])
  })
})

describe('savePlot', () => {
  it('writes a file into a folder that need not be there', async () => {
    const folder = `${await temporaryDirectory()}/plots`
    const path = await savePlot(folder, 'cost', plot)
    expect(path).toBe(`${folder}/cost.svg`)
    expect(await readFile(path, 'utf8')).toBe(linePlot(plot))
  })
})
