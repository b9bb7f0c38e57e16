import type { Client, ClientStatus } from '../../../client/index.ts'
import { pastTime } from '../../view/shared/local-time.ts'
import { words } from '../../words.ts'

export interface ConnectionNotice {
  readonly light: HTMLElement
  readonly text: HTMLElement
  readonly banner: HTMLElement
}

/**
 * Keeps the header's light and the banner in step with the connection. Their text never comes from the server.
 *
 * @param keptAt when the server drew the page, if the browser kept it and there is no network now
 * @param isAnswered whether what the page shows comes from this connection: before that it may be a little old
 * @returns shows it again, when that has changed
 */
export function showConnection(
  client: Client,
  { light, text, banner }: ConnectionNotice,
  isAnswered: () => boolean,
  keptAt: number | undefined,
): () => void {
  const show = () => {
    const { status } = client
    const isConnecting = status.kind === 'connecting' || (status.kind === 'live' && !isAnswered())
    const isKept = keptAt !== undefined && (isConnecting || status.kind === 'unreachable')
    const kind = isKept ? (navigator.onLine ? 'unreachable' : 'offline') : isConnecting ? 'connecting' : status.kind
    light.dataset['kind'] = kind
    text.textContent = words.connection[kind]
    const notice = noticeText(status, keptAt)
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

function noticeText(status: ClientStatus, keptAt: number | undefined): string | undefined {
  switch (status.kind) {
    case 'live':
      return undefined
    case 'unreachable':
      return keptAt === undefined
        ? words.unreachable[status.reason]
        : `${whyKept(words.unreachable[status.reason])}${asOf(keptAt)}`
    case 'connecting':
      return keptAt === undefined ? undefined : `${whyKept(words.stale.connection)}${asOf(keptAt)}`
    case 'stale':
      return `${words.stale[status.reason]}${asOf(status.asOf)}`
    case 'offline':
      return `${words.offline}${asOf(status.asOf ?? keptAt)}`
    case 'closed':
      return `${words.ended}${asOf(status.asOf)}`
  }
}

/** What the browser kept is shown because there is no network, or because there is one and no server. */
function whyKept(away: string): string {
  return navigator.onLine ? away : words.offline
}

const HERE = { locale: undefined, zone: undefined }

function asOf(at: number | undefined): string {
  return at === undefined ? '' : ` ${words.scoresAsOf(pastTime(at, Date.now(), HERE))}`
}
