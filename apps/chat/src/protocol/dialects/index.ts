import type { DialectName } from '@veza/contracts';
import type { Dialect } from './dialect.js';
import { novaV1 } from './nova-v1.js';
import { vezaChat } from './veza-chat.js';
import { vezaFlat } from './veza-flat.js';
import { vezaV1 } from './veza-v1.js';

export type { Dialect, Frame } from './dialect.js';

const ALL: Readonly<Record<DialectName, Dialect>> = {
  'veza.v1': vezaV1,
  'veza.chat': vezaChat,
  'veza.flat': vezaFlat,
  'nova.v1': novaV1,
};

const BY_PATH: Readonly<Record<string, Dialect>> = { '/ws': vezaV1, '/ws/chat': vezaChat, '/ws/nova': novaV1, '/': novaV1 };

export const dialectNamed = (name: string): Dialect | undefined => Object.values(ALL).find((dialect) => dialect.name === name);

/** The dialect of a connection that named none: `veza.flat` on the second listener, by path on the first. */
export function dialectAt(listener: 'main' | 'flat', path: string): Dialect | undefined {
  const trimmed = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
  if (listener === 'flat') return trimmed === '/ws' || trimmed === '/' ? vezaFlat : undefined;
  return Object.hasOwn(BY_PATH, trimmed) ? BY_PATH[trimmed] : undefined;
}
