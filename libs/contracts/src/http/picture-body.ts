import { z } from 'zod';
import { PICTURE_EDGES } from '../media/index.js';

const url = (size: keyof typeof PICTURE_EDGES) =>
  z.string().describe(`URL of a JPEG whose longer side has at most ${PICTURE_EDGES[size]} pixels.`);

export const PictureBody = z
  .object({ small: url('small'), medium: url('medium'), large: url('large'), full: url('full') })
  .describe('One picture in several sizes. A picture that is smaller than a size keeps its own.');
