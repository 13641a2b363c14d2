import { rpc, type Caller } from '@veza/contracts';
import { z } from 'zod';

/** Request and reply of every side: about 300 bytes in and 1 KB out, validated with the same schema. */
export const FindProduct = z.strictObject({
  id: z.int().positive(),
  fields: z.array(z.string().max(40)).max(20),
  locale: z.string().max(10),
  note: z.string().max(500),
});
export type FindProduct = z.infer<typeof FindProduct>;

export const findProduct = rpc('bench.products.find', {
  permission: 'internal',
  summary: 'A product.',
  request: FindProduct,
  reply: z.unknown(),
  idempotent: true,
});

export const question = (id: number): FindProduct => ({
  id,
  fields: ['name', 'price', 'stock', 'tags'],
  locale: 'en',
  note: 'x'.repeat(160),
});

const text = 'A plain description. '.repeat(36);

export function product({ id, locale }: FindProduct): Record<string, unknown> {
  return {
    id,
    name: `Product ${id}`,
    text,
    price: '12.50',
    currency: 'EUR',
    stock: id % 100,
    locale,
    tags: ['new', 'blue'],
    ownerId: 7,
  };
}

/** Headers of each request, on every side. */
export interface Headers {
  readonly requestId: string;
  readonly traceparent: string;
  readonly caller: Caller;
}

const caller: Caller = { kind: 'user', userId: 7, sessionId: 'b2c1a6de-3f61-4c51-9d3e-0a7d6a0c9b11', role: 'user' };
const traceparent = `00-${'4bf92f3577b34da6'.repeat(2)}-00f067aa0ba902b7-01`;

export const headersOf = (id: number): Headers => ({
  requestId: `6f0c1a52-8a3e-4d0b-9f6c-${String(id).padStart(12, '0')}`,
  traceparent,
  caller,
});
