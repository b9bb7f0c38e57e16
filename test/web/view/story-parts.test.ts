import { h } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { describe, expect, it } from 'vitest'
import type { MatchEvent } from '../../../src/match/event.ts'
import { MatchStory } from '../../../src/web/view/match/match-story.ts'
import { foldParts, isPart, keyed, type StoryNode } from '../../../src/web/view/match/story-parts.ts'
import type { TimelineEntry } from '../../../src/web/view/match/timeline.ts'
import { CricketMatch } from '../../sports/cricket/cricket-match.ts'

function entryOf(id: string): TimelineEntry {
  const { state } = new CricketMatch()
  return { id, at: 0, event: { id, type: 'note' }, isDeleted: false, isEdited: false, before: state, after: state }
}

const item = (title: string, ...parts: string[]) => ({
  tone: 'plain' as const,
  title,
  parts: parts.map((part) => ({ title: part, note: `after ${title}` })),
})

function outline(nodes: readonly StoryNode[]): unknown[] {
  return nodes.map((node) =>
    isPart(node) ? { [`${node.part.title}, ${node.part.note}`]: outline(node.nodes) } : node.item.title,
  )
}

describe('the parts of a story', () => {
  it('fold lines that stand next to each other, with what the newest one says', () => {
    const items = [item('e'), item('d', 'Two', 'x'), item('c', 'Two', 'x'), item('b', 'Two'), item('a', 'One', 'x')]
    const told = items.map((each) => ({ entry: entryOf(each.title), item: each }))
    expect(outline(foldParts(keyed(told)))).toEqual([
      'e',
      { 'Two, after d': [{ 'x, after d': ['d', 'c'] }, 'b'] },
      { 'One, after a': [{ 'x, after a': ['a'] }] },
    ])
  })

  it('keep their keys when newer lines come, also where an event has two lines', () => {
    const [one, two, three] = ['1', '2', '3'].map(entryOf) as [TimelineEntry, TimelineEntry, TimelineEntry]
    const told = [one, two, two, three].map((entry) => ({ entry, item: item(entry.id, 'Over') }))
    const before = foldParts(keyed(told.slice(0, 3)).reverse())
    const after = foldParts(keyed(told).reverse())
    expect(after.map(({ key }) => key)).toEqual(before.map(({ key }) => key))
    expect(keyed(told).map(({ key }) => key)).toEqual(['1', '2', '2 2', '3'])
  })

  it('are drawn as folded sections, the newest one open', () => {
    const match = new CricketMatch('t20')
    const send = (type: string, fields: object): TimelineEntry => {
      const before = match.state
      const id = `e${match.match.seq}`
      match.send(type, { ...fields, id })
      const event = { id, type, ...fields } as MatchEvent
      return { id, at: 0, event, isDeleted: false, isEdited: false, before, after: match.state }
    }
    const balls = Array.from({ length: 7 }, () => send('delivery', { bat: 1 }))
    const html = renderToString(h(MatchStory, { entries: balls, state: match.state }))
    expect(html.match(/<details[^>]*>/g)).toEqual(['<details open>', '<details open>', '<details>'])
    expect(html).toMatch(/<summary><span class="part-title" dir="auto">Over 2<\/span><span class="part-note">1 run</)
  })
})
