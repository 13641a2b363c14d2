import { bareWire } from './bare-wire.js';
import { nestHttp } from './nest-http.js';
import { nestRedis } from './nest-redis.js';
import type { Side } from './side.js';
import { veza } from './veza.js';

export const sides = { veza, nestRedis, nestHttp, bareWire } satisfies Record<string, Side>;
export type SideName = keyof typeof sides;
