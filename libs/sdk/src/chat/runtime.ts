/** The part of `WebSocket` that the chat uses: of a browser, of Node 22, or of the package ws. */
export interface SocketLike {
  send(text: string): void;
  close(code?: number, reason?: string): void;
  addEventListener(type: 'open' | 'message' | 'close' | 'error', listener: (event: SocketEvent) => void): void;
}
interface SocketEvent {
  readonly type: string;
  readonly data?: unknown;
  readonly code?: number;
  readonly reason?: string;
}
export type SocketConstructor = new (url: string, protocols?: string[]) => SocketLike;

/** Globals that some runtimes lack: Node 20 has no WebSocket, and only browsers and workers report their network. */
interface Runtime {
  readonly performance: object;
  readonly WebSocket?: SocketConstructor;
  addEventListener?(type: 'online' | 'offline', listener: () => void): void;
  removeEventListener?(type: 'online' | 'offline', listener: () => void): void;
}

export const runtime: Runtime = globalThis;
