import type { Client, ClientStatus } from '../../client/index.ts'
import { timeWithSeconds } from './time/local-time.ts'

/** Keeps the header's light and the banner in step with the connection. Their text never comes from the server. */
export function showConnection(
  client: Client,
  elements: { light: HTMLElement; text: HTMLElement; banner: HTMLElement },
): void {
  const show = (status: ClientStatus) => {
    elements.light.dataset['kind'] = status.kind
    elements.text.textContent = lightText(status)
    const notice = noticeText(status)
    elements.banner.hidden = notice === undefined
    elements.banner.textContent = notice ?? ''
    // Dims everything that looks alive, on every page.
    document.body.classList.toggle('is-stale', status.kind !== 'live' && status.kind !== 'connecting')
  }
  client.on('status', show)
  show(client.status)
}

function lightText({ kind }: ClientStatus): string {
  return { connecting: 'Connecting', live: 'Live', stale: 'Not live', offline: 'Offline', closed: 'Not live' }[kind]
}

function noticeText(status: ClientStatus): string | undefined {
  switch (status.kind) {
    case 'live':
    case 'connecting':
      return undefined
    case 'stale':
      return `${STALE[status.reason]} Scores as of ${timeWithSeconds(status.asOf)}.`
    case 'offline':
      return `You are offline.${asOf(status.asOf)}`
    case 'closed':
      return `The server has ended the connection. Reload the page to try again.${asOf(status.asOf)}`
  }
}

const STALE = {
  connection: 'Reconnecting…',
  'catching-up': 'Catching up…',
  broker: 'The server waits for new updates.',
} as const

function asOf(at: number | undefined): string {
  return at === undefined ? '' : ` Scores as of ${timeWithSeconds(at)}.`
}
