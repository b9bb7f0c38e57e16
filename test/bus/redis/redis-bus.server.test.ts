import { inject } from 'vitest'
import { audienceContract } from '../../contracts/audience-contract.ts'
import { busContract } from '../../contracts/bus-contract.ts'
import { fleetRegistryContract } from '../../contracts/fleet-registry-contract.ts'
import { openRedisBus } from './open-redis-bus.ts'

const open = () => openRedisBus(inject('redisUrl'))

busContract('RedisBus', open)
fleetRegistryContract('the fleet of RedisBus', open)
audienceContract('the audience of RedisBus', open)
