/** What the client needs of a WebSocket: the browser's, Node's and the `ws` package's all have it. */
export interface Socket {
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void
  addEventListener(type: 'close', listener: (event: { readonly code: number; readonly reason: string }) => void): void
  addEventListener(type: 'error', listener: () => void): void
  send(text: string): void
  close(code?: number, reason?: string): void
}

export type SocketClass = new (url: string, protocol: string) => Socket
