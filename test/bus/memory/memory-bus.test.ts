import { createMemoryBus } from '../../../src/bus/memory/memory-bus.ts'
import { busContract } from '../../contracts/bus-contract.ts'

busContract('MemoryBus', async () => createMemoryBus())
