import { z } from 'zod';
import { ObjectId } from '../media/index.js';
import { text } from '../text.js';

/** Of one product. */
export const MOST_PICTURES = 10;

const Alt = text(0, 300).describe('What the picture shows, for people who do not see it: at most 300 characters.');

/** A picture of a product. Its id is that of its object, whose sizes anyone may load while the product has it. */
export const ProductPicture = z.object({ id: ObjectId, alt: z.string() });
export type ProductPicture = z.infer<typeof ProductPicture>;

const Id = z.int().min(1).max(2_147_483_647);

export const AddPicture = z.strictObject({ id: Id, objectId: ObjectId, alt: Alt.default('') });
export type AddPicture = z.infer<typeof AddPicture>;

/** All pictures in their order. */
export const ArrangePictures = z.strictObject({
  id: Id,
  pictures: z
    .array(z.strictObject({ id: ObjectId.describe('Id of the picture.'), alt: Alt }))
    .max(MOST_PICTURES)
    .describe('All pictures of the product in their new order.'),
});
export type ArrangePictures = z.infer<typeof ArrangePictures>;

export const RemovePicture = z.strictObject({ id: Id, pictureId: ObjectId });
export type RemovePicture = z.infer<typeof RemovePicture>;
