import type { z } from 'zod';
import type { Success } from './route.js';

/** The success responses of a route, as its `success` lists them. */

export const ok = (description: string, body: z.ZodType): readonly Success[] => [{ status: 200, description, body }];
export const created = (description: string, body: z.ZodType): readonly Success[] => [{ status: 201, description, body }];
export const accepted = (description: string, body?: z.ZodType): readonly Success[] => [{ status: 202, description, body }];
export const noContent = (description: string): readonly Success[] => [{ status: 204, description }];

/** A stored file with its own content type, whole or in part. */
export const fileContent: readonly Success[] = [
  { status: 200, description: 'The bytes of the file.', contentType: '*/*' },
  { status: 206, description: 'The requested range of the file.', contentType: '*/*' },
];
