/** One end of what a tab and its host talk over: as much of a `MessagePort` as they use. */
export interface Port<Sent, Received> {
  postMessage(message: Sent): void
  onmessage: ((event: { readonly data: Received }) => void) | null
  close(): void
}

/**
 * Two ends within one page. Nothing is copied; what is said is heard in a later microtask, as over a real port it comes in a later turn. What
 * was sent before `close` still comes.
 */
export function portPair<Left, Right>(): [Port<Left, Right>, Port<Right, Left>] {
  let isClosed = false
  const left: Port<Left, Right> = { onmessage: null, postMessage: (data) => tell(right, data), close }
  const right: Port<Right, Left> = { onmessage: null, postMessage: (data) => tell(left, data), close }
  function tell<Data>(to: Pick<Port<never, Data>, 'onmessage'>, data: Data): void {
    if (!isClosed) queueMicrotask(() => to.onmessage?.({ data }))
  }
  function close(): void {
    isClosed = true
  }
  return [left, right]
}
