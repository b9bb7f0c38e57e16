import { expect, it, onTestFinished } from 'vitest'
import type { Bus } from '../../src/bus/bus.ts'
import type { FleetChannel } from '../../src/bus/fleet-channel.ts'

/**
 * What every FleetChannel does.
 *
 * @param open one that is up, shared with nobody; the contract closes it
 */
export function fleetChannelContract(name: string, open: () => Promise<FleetChannel & Pick<Bus, 'close'>>): void {
  it(`${name} carries what is told to all who listen to that topic, the teller too`, async () => {
    const channel = await open()
    onTestFinished(() => channel.close())
    const heard: string[] = []
    channel.hearFleet('members', (text) => heard.push(`one ${text}`))
    channel.hearFleet('members', (text) => heard.push(`two ${text}`))
    channel.hearFleet('lists', (text) => heard.push(`lists ${text}`))
    const told = ['Müller ⚽', 'line\nbreak', '']
    // Nobody knows when it begins to be heard.
    await expect
      .poll(async () => {
        heard.length = 0
        for (const text of told) await channel.tellFleet('members', text)
        await channel.tellFleet('lists', '[]')
        return heard.length
      })
      .toBe(7)

    expect(heard.filter((text) => text.startsWith('one'))).toEqual(told.map((text) => `one ${text}`))
    expect(heard.filter((text) => text.startsWith('two'))).toEqual(told.map((text) => `two ${text}`))
    expect(heard.filter((text) => text.startsWith('lists'))).toEqual(['lists []'])
  })
}
