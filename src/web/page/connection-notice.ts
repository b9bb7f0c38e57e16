import type { Client, ClientStatus } from '../../client/index.ts'
import { timeWithSeconds } from '../view/shared/local-time.ts'
import { words } from '../words.ts'

export interface ConnectionNotice {
  readonly light: HTMLElement
  readonly text: HTMLElement
  readonly banner: HTMLElement
}

/**
 * Keeps the header's light and the banner in step with the connection. Their text never comes from the server.
 *
 * @param isAnswered whether what the page shows comes from this connection: before that it may be a little old
 * @returns shows it again, when that has changed
 */
export function showConnection(
  client: Client,
  { light, text, banner }: ConnectionNotice,
  isAnswered: () => boolean,
): () => void {
  const show = () => {
    const { status } = client
    const kind = status.kind === 'live' && !isAnswered() ? 'connecting' : status.kind
    light.dataset['kind'] = kind
    text.textContent = words.connection[kind]
    const notice = noticeText(status)
    banner.hidden = notice === undefined
    banner.textContent = notice ?? ''
    // Dims everything that looks alive, on every page.
    document.body.classList.toggle('is-stale', kind !== 'live' && kind !== 'connecting')
    document.body.classList.toggle('is-connected', kind === 'live')
  }
  client.on('status', show)
  show()
  return show
}

function noticeText(status: ClientStatus): string | undefined {
  switch (status.kind) {
    case 'live':
    case 'connecting':
      return undefined
    case 'stale':
      return `${words.stale[status.reason]}${asOf(status.asOf)}`
    case 'offline':
      return `${words.offline}${asOf(status.asOf)}`
    case 'closed':
      return `${words.ended}${asOf(status.asOf)}`
  }
}

const HERE = { locale: undefined, zone: undefined }

function asOf(at: number | undefined): string {
  return at === undefined ? '' : ` ${words.scoresAsOf(timeWithSeconds(at, HERE))}`
}
