import { z } from 'zod';
import { CabinetId, CabinetView, CreateCabinet } from '../booking/index.js';
import { http } from './route.js';

/** A cabinet as clients see it. The nova edition spells as the platform does, so there is nothing to translate. */
export const WireCabinet = CabinetView;
export type WireCabinet = z.infer<typeof WireCabinet>;

const tag = 'Cabinets';
const edition = 'nova';
const one = { status: 200, description: 'The cabinet', body: WireCabinet } as const;

export const cabinetRoutes = {
  create: http('POST', '/cabinets', {
    id: 'createCabinet',
    tag,
    edition,
    summary: 'Open a cabinet',
    access: 'admin',
    body: CreateCabinet,
    success: [{ ...one, status: 201 }],
  }),
  list: http('GET', '/cabinets', {
    id: 'listCabinets',
    tag,
    edition,
    summary: "One's own cabinets",
    access: 'user',
    success: [{ status: 200, description: 'The cabinets by name', body: z.object({ items: z.array(WireCabinet) }) }],
  }),
  get: http('GET', '/cabinets/:id', {
    id: 'getCabinet',
    tag,
    edition,
    summary: 'One cabinet',
    access: 'user',
    params: z.object({ id: CabinetId }),
    success: [one],
  }),
};
