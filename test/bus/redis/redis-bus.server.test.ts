import { inject } from 'vitest'
import { busContract } from '../../contracts/bus-contract.ts'
import { openRedisBus } from './open-redis-bus.ts'

busContract('RedisBus', () => openRedisBus(inject('redisUrl')))
