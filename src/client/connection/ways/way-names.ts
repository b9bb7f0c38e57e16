/** How messages may come, the best first: WebSocket, Server-Sent Events, reads again and again. */
export type TransportName = 'websocket' | 'sse' | 'polling'
