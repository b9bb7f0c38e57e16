import { afterEach, beforeEach, vi } from 'vitest'
import { createMemoryBus } from '../../../src/bus/memory/memory-bus.ts'
import { audienceContract } from '../../contracts/audience-contract.ts'
import { busContract } from '../../contracts/bus-contract.ts'
import { fleetRegistryContract } from '../../contracts/fleet-registry-contract.ts'

const open = async () => createMemoryBus()

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})
const pass = (ms: number) => {
  vi.advanceTimersByTime(ms)
}

busContract('MemoryBus', open)
fleetRegistryContract('the fleet of MemoryBus', open, pass)
audienceContract('the audience of MemoryBus', open, pass)
