import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { expect, it } from 'vitest'
import type { Block } from '../../../src/sports/contract/blocks.ts'
import { Blocks, PanelCard } from '../../../src/web/view/blocks/draw-block.ts'
import { stateOf } from '../../client/state-builder.ts'

const state = stateOf('m')
const blocks: Record<Block['kind'], { readonly block: Block; readonly text: string }> = {
  facts: { block: { kind: 'facts', key: 'f', facts: ['HT 1–0', 'FT 1–1'] }, text: 'HT 1–0  ·  FT 1–1' },
  callout: { block: { kind: 'callout', key: 'c', text: 'Reds need 3' }, text: 'Reds need 3' },
  footnote: { block: { kind: 'footnote', about: 'sum', text: 'Extras 4' }, text: 'Extras 4' },
  sides: {
    block: {
      kind: 'sides',
      key: 's',
      lists: {
        home: { label: 'Home goals', items: [{ key: 'a', icon: 'ball', text: 'Saka', aside: "12', 45+2'" }] },
        away: {
          label: 'Away goals',
          items: [{ key: 'b', icon: 'red', spoken: 'Red card', text: 'Lee', aside: "30'" }],
        },
      },
    },
    text: "Saka 12', 45+2'Red card Lee 30'",
  },
  marks: {
    block: {
      kind: 'marks',
      key: 'm',
      label: 'Penalty shoot-out',
      rows: [
        { name: 'Reds', label: 'Reds penalties', marks: [{ key: 'k', isGood: true, spoken: 'Ann scored' }], total: 1 },
      ],
    },
    text: 'RedsAnn scored1',
  },
  people: {
    block: {
      kind: 'people',
      label: 'At the crease',
      people: [{ name: 'Ann', mark: { text: '*', spoken: 'on strike' }, figure: 12, figures: ' (9)' }],
    },
    text: 'Ann* on strike12 (9)',
  },
  sequence: {
    block: {
      kind: 'sequence',
      label: 'This over',
      spokenLabel: 'Balls',
      steps: [{ text: '•', spoken: 'dot' }, { text: '4' }],
    },
    text: 'This over•dot4',
  },
  group: {
    block: { kind: 'group', key: 'g', blocks: [{ kind: 'footnote', about: 'pair', text: 'Partnership 3 (2)' }] },
    text: 'Partnership 3 (2)',
  },
  table: {
    block: {
      kind: 'table',
      look: 'board',
      columns: [
        { text: 'Player', isSpoken: true },
        { text: '1', title: 'Set 1' },
      ],
      rows: [
        {
          name: 'Ann',
          turn: { isOn: true, spoken: 'serving' },
          cells: [{ text: '6', kind: 'part', sup: '5', supTitle: 'tie-break' }],
        },
      ],
    },
    text: 'Player1serving Ann6 tie-break 5',
  },
  comparison: {
    block: { kind: 'comparison', rows: [{ label: 'Yellow cards', values: { home: 2, away: 0 } }] },
    text: 'Yellow cardshome 2away 0',
  },
}

/** What a reader sees and hears of it. */
function textOf(html: string): string {
  return html.replace(/<[^>]+>/g, '')
}

it.each(Object.entries(blocks))('draws every word of %s', (_kind, { block, text }) => {
  expect(textOf(renderToString(h(Blocks, { blocks: [block], state })))).toBe(text)
})

it('leaves out a block that a newer version has added', () => {
  expect(renderToString(h(Blocks, { blocks: [{ kind: 'hologram' } as unknown as Block], state }))).toBe('')
})

it('puts the blocks of a panel under its title', () => {
  const panel = { title: 'Match facts', blocks: [blocks.facts.block, blocks.footnote.block] }
  expect(textOf(renderToString(h(PanelCard, { panel, state })))).toBe('Match factsHT 1–0  ·  FT 1–1Extras 4')
})

it('has no style attributes: the content security policy refuses them', () => {
  const all = Object.values(blocks).map(({ block }) => block)
  expect(renderToString(h(Blocks, { blocks: all, state }))).not.toContain('style=')
})

it('divides the bar in the middle while both have nothing', () => {
  const bars = (home: number, away: number) => {
    const block: Block = { kind: 'comparison', rows: [{ label: 'Shots', values: { home, away } }] }
    const html = renderToString(h(Blocks, { blocks: [block], state }) as never)
    return [...html.matchAll(/<rect[^>]* width="([\d.]+)%"/g)].map(([, width]) => Math.round(Number(width) * 10) / 10)
  }
  expect(bars(0, 0)).toEqual([49.6, 49.6])
  expect(bars(1, 3)).toEqual([24.6, 74.6])
})

it('gives names of four letters at most no width of their own', () => {
  const hasCodes = (name: string) => {
    const rows = ['MAG', name].map((each) => ({ name: each, cells: [] }))
    const block: Block = { kind: 'table', look: 'periods', columns: [], rows }
    return renderToString(h(Blocks, { blocks: [block], state }) as never).includes('has-codes')
  }
  expect(['LYON', 'PARIS'].map(hasCodes)).toEqual([true, false])
})
