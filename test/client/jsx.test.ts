import type { JSX } from 'react'
import { expectTypeOf, it } from 'vitest'
import type {} from '../../src/client/react/index.ts'

it('JSX of React knows the tags and what they take', () => {
  type Tags = JSX.IntrinsicElements
  expectTypeOf<{ match: string; view: 'full'; delay: number; className: string }>().toExtend<Tags['touchline-score']>()
  expectTypeOf<{ board: string; limit: number; server: string }>().toExtend<Tags['touchline-board']>()
  expectTypeOf<{ match: number }>().not.toExtend<Tags['touchline-score']>()
  expectTypeOf<{ delay: Date }>().not.toExtend<Tags['touchline-board']>()
})
