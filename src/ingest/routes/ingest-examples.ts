/** What OpenAPI shows of the calls of feeds. A test sends the bodies, and holds all of it against the schemas. */

const goal = { id: 'g1', type: 'goal', team: 'home', period: 1, clock: '22:14', player: 'Ángel Di María' }
const card = { id: 'c1', type: 'card', team: 'away', card: 'yellow', period: 1, clock: '30:02' }
const corrected = { ...goal, clock: '22:40', revision: 1 }

export const fixtureExample = {
  sport: 'football',
  format: 'league',
  competition: 'Northern League',
  startsAt: '2026-11-28T15:00:00Z',
  venue: 'Harbour Park',
  home: { name: 'Northport United', code: 'NPU' },
  away: { name: 'Vale Rovers', code: 'VAL' },
}

export const eventsExamples = [goal, [goal, card]]
export const replacementExample = corrected
export const timelineExample = [corrected, card]
export const linesExample = `${JSON.stringify({ match: 'npu-val', fixture: fixtureExample })}\n${JSON.stringify({ match: 'npu-val', ...goal })}\n${JSON.stringify({ match: 'npu-val', ...card })}\n`

export const outcomeExample = { id: 'g1', status: 'applied', seq: 1 }
export const arrayExample = { results: [outcomeExample, { id: 'c1', status: 'duplicate', seq: 2 }], seq: 2 }
export const lineResultsExample = `${JSON.stringify({ match: 'npu-val', status: 'created', epoch: '0mx0t184a8f82', seq: 0 })}\n${JSON.stringify({ match: 'npu-val', ...outcomeExample })}\n`

export const sourceExample = { source: 'scout' }
export const sourceAnswerExample = { match: 'npu-val', source: 'scout', seq: 41 }
export const deletedExample = { match: 'npu-val', epoch: '0mx0t1d93b1c4' }
