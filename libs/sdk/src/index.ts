export { type ApiResponse, type CallOptions } from './call.js';
export * from './generated/schemas.js';
export { productImportProgress, trackProgress, type PollOptions } from './progress.js';
export { serverEvents, type ServerEvent, type ServerEventsOptions } from './server-events.js';
export { TrackUpload, type TrackUploadOptions } from './track-upload.js';
export { inMemory, type TokenStore, type Tokens } from './tokens.js';
export { VezaError } from './veza-error.js';
export { Veza, type VezaOptions } from './veza.js';
