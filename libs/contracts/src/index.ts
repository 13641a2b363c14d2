export * from './caller.js';
export * from './errors.js';
export * from './events.js';
export * from './jobs.js';
export * from './paging.js';
export * from './registry.js';
export * from './rpc.js';
export * from './http/route.js';
