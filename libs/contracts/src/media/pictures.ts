import { z } from 'zod';

/** The longest edge of each size in pixels. A smaller picture keeps its own size. */
export const PICTURE_EDGES = { small: 64, medium: 300, large: 600, full: 1_200 } as const;

/** Of an uploaded picture. */
export const MOST_PICTURE_BYTES = 10 * 1024 ** 2;

const Url = z.string();

/** Signed addresses of one picture in its sizes, all of one type, which HTML elements can load without a token. */
export const Picture = z.object({ small: Url, medium: Url, large: Url, full: Url } satisfies Record<
  keyof typeof PICTURE_EDGES,
  z.ZodString
>);
export type Picture = z.infer<typeof Picture>;

/** Below it are the pictures that anyone may load: `<object id>/<size>.jpg`. */
export const PUBLIC_PICTURES = '/media/p/';

/** Addresses of a public picture. They have no end; a picture without an owner is no longer served. */
export const publicPicture = (origin: string, objectId: string): Picture => {
  const address = (size: keyof Picture) => `${origin}${PUBLIC_PICTURES}${objectId}/${size}.jpg`;
  return { small: address('small'), medium: address('medium'), large: address('large'), full: address('full') };
};
