export { Chat, type ChatApi, type ChatOptions, type HistoryOptions, type UploadOptions } from './chat.js';
export { ChatError, type ChatErrorCode } from './chat-error.js';
export type * from './chat-types.js';
export type { SocketConstructor, SocketLike } from './runtime.js';
export { pastMessage } from './read-event.js';
