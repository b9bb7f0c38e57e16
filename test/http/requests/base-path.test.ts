import { expect, it } from 'vitest'
import { withoutBase } from '../../../src/http/requests/base-path.ts'

it.each([
  ['/scores', '/'],
  ['/scores/', '/'],
  ['/scores?a=1', '/?a=1'],
  ['/scores/v1/live?x', '/v1/live?x'],
  ['/scoresheet', '/scoresheet'],
  ['/v1/live', '/v1/live'],
])('finds %s at %s', (asked, route) => {
  expect(withoutBase(asked, '/scores')).toBe(route)
  expect(withoutBase(asked, '')).toBe(asked)
})
