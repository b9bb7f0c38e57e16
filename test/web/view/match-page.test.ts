import { h } from 'preact'
import { expect, it, vi } from 'vitest'
import { MatchBoard, type ShownPage } from '../../../src/web/view/match/match-board.ts'
import { MatchStory } from '../../../src/web/view/match/match-story.ts'
import { MomentSlider } from '../../../src/web/view/match/moment-slider.ts'
import { Timeline } from '../../../src/web/view/match/timeline.ts'
import { constant } from '../../../src/web/view/shared/source.ts'
import { words } from '../../../src/web/words.ts'
import { goal, stateOf } from '../../client/state-builder.ts'
import { draw } from './draw.ts'

const state = stateOf('m', { home: 1, away: 0 })

/** The story of a goal, and what became of it. */
function storyOf(...changes: readonly ('edit' | 'delete')[]) {
  const timeline = new Timeline()
  const added = goal('m', 1, state.score)
  timeline.take(added, stateOf('m'), state)
  for (const kind of changes) timeline.take({ ...added, kind }, state, state)
  return (readOlder?: () => void) => draw(h(MatchStory, { entries: timeline.entries, state, readOlder }))
}

it('has a heading while it is loading, and where no match is', () => {
  const pageOf = (kind: 'loading' | 'waiting') =>
    draw(h(MatchBoard, { source: constant<ShownPage>({ kind, match: 'm' }) })).html
  expect(pageOf('loading')).toContain(`<h1>${words.loadingMatch}</h1>`)
  expect(pageOf('waiting')).toContain(`<h1>${words.notYetHere}</h1>`)
})

it('has a button for what is older as long as something is, and reads it', () => {
  const readOlder = vi.fn()
  expect(storyOf()().html).not.toContain(words.earlier)
  const story = storyOf()(readOlder)
  expect(story.html).toContain(words.earlier)
  story.use('button', { class: 'older' }, 'onClick')
  expect(readOlder).toHaveBeenCalledOnce()
})

it('marks what was amended, and shows no score of what was taken back', () => {
  expect(storyOf()().html).toContain('line-score')
  expect(storyOf()().html).not.toContain(words.amended)
  expect(storyOf('edit')().html).toContain(words.amended)
  const taken = storyOf('edit', 'delete')().html
  expect(taken).toContain(words.takenBack)
  expect(taken).not.toContain(words.amended)
  expect(taken).not.toContain('line-score')
})

it('goes to the moment that is chosen; the newest one, Escape and the button are now', () => {
  const choose = vi.fn()
  const slider = (seq: number) => draw(h(MomentSlider, { moment: { seq, newest: 9, choose }, state }))
  const slide = (value: string) => slider(4).use('input', {}, 'onInput', { currentTarget: { value } })
  slide('3')
  slide('9')
  slider(4).use('div', {}, 'onKeyDown', { key: 'Escape' })
  slider(4).use('button', {}, 'onClick')
  expect(choose.mock.calls).toEqual([[3], [undefined], [undefined], [undefined]])
  slider(9).use('div', {}, 'onKeyDown', { key: 'Escape' })
  slider(4).use('div', {}, 'onKeyDown', { key: 'ArrowLeft' })
  expect(choose).toHaveBeenCalledTimes(4)
})
