import { createClient } from '../../client/index.ts'
import { createAnnouncer } from './announcer.ts'
import { showConnection } from './connection-notice.ts'
import { startRouter } from './router.ts'
import { TvDelay } from './time/tv-delay.ts'

const client = createClient()
client.connect()

showConnection(client, {
  light: elementById('connection'),
  text: elementById('connection-text'),
  banner: elementById('banner'),
})
startRouter({
  client,
  delay: new TvDelay(),
  main: elementById('main'),
  announce: createAnnouncer(elementById('announcer')),
})

function elementById(id: string): HTMLElement {
  const element = document.getElementById(id)
  if (!element) throw new Error(`the page has no #${id}`)
  return element
}
