import { readFile } from 'node:fs/promises'
import { expect, it, vi } from 'vitest'
import { DRILLS, runDrill } from './drills.ts'

// Each starts a server, and runs commands.
vi.setConfig({ testTimeout: 120_000 })

it('the runbook has each drill with what was said when it was played last', async () => {
  const page = await readFile('docs/runbook.md', 'utf8')
  const played = [...page.matchAll(/<!-- npm run drills: (\S+) -->\n\n```text\n {2}0\.0 s {2}/g)].map(
    ([, name]) => name,
  )
  expect(played.toSorted()).toEqual(Object.keys(DRILLS).toSorted())
})

it('a wrong score is taken back by an operator, and held, as the runbook says', async () => {
  const said = await runDrill('wrong-score-on-air')
  const order = [
    'seq 2, 1–0',
    '"status":"applied"',
    '0–0, correction goal_disallowed',
    '"superseded"',
    '"held"',
    '1–0, correction goal_restored',
  ]
  let from = 0
  for (const each of order) {
    const at = said.indexOf(each, from)
    expect({ each, isThere: at >= 0 }).toEqual({ each, isThere: true })
    from = at
  }
})
