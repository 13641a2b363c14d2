import { z } from 'zod';

/** The longest edge of each size in pixels. A smaller picture keeps its own size. */
export const PICTURE_EDGES = { small: 64, medium: 300, large: 600, full: 1_200 } as const;

const Url = z.string();

/** Signed addresses of one picture in its sizes, all of one type, which HTML elements can load without a token. */
export const Picture = z.object({ small: Url, medium: Url, large: Url, full: Url } satisfies Record<
  keyof typeof PICTURE_EDGES,
  z.ZodString
>);
export type Picture = z.infer<typeof Picture>;
