import { z } from 'zod';
import { UpdateProduct, WirePrice, WirePrices } from '../catalog/index.js';

const { name } = UpdateProduct.shape;
const price = WirePrice.optional();
/** Fields without a line here are the same on the wire. */
const WireFields = z.object({
  ...UpdateProduct.omit({ id: true, ifUpdatedAt: true }).shape,
  nom: name.describe('Name of the product, an alternative to `name`.'),
  name: name.describe('Name of the product, 1 to 200 characters. If `nom` is present too, both must be equal.'),
  prix: price.describe('Price, an alternative to `price`.'),
  price: price.describe(
    'Price from 0 to 9999999999.99 with at most two decimal places, as a number or a decimal text. If `prix` is present too, both must be equal.',
  ),
  prices: WirePrices.optional().describe(
    'Prices in further currencies by their ISO 4217 code, at most 20: `{"USD": 13.9, "JPY": 1500}`, with as many decimal places as the currency has. Null is none.',
  ),
});
type WireFields = z.output<typeof WireFields>;

/** A field with two names: either one is enough; if both are present, they must be equal. */
function oneOf<T>(
  body: WireFields,
  french: 'nom' | 'prix',
  english: 'name' | 'price',
  values: [T?, T?],
  ctx: z.RefinementCtx<WireFields>,
): T | undefined {
  const [first, second] = values;
  if (first !== undefined && second !== undefined && first !== second) {
    ctx.issues.push({ code: 'custom', path: [english], message: `must be equal to ${french}`, input: body });
  }
  return first ?? second;
}

function canonical({ nom, name, prix, price, ...same }: WireFields, ctx: z.RefinementCtx<WireFields>) {
  const body = { nom, name, prix, price, ...same };
  return { ...same, name: oneOf(body, 'nom', 'name', [nom, name], ctx), price: oneOf(body, 'prix', 'price', [prix, price], ctx) };
}

function required(body: WireFields, field: string, ctx: z.RefinementCtx<WireFields>): never {
  ctx.issues.push({ code: 'custom', path: [field], message: 'is required', input: body });
  return z.NEVER;
}

export const CreateProductBody = WireFields.transform((body, ctx) => {
  const { name, price, ...rest } = canonical(body, ctx);
  return { ...rest, name: name ?? required(body, 'nom', ctx), price: price ?? required(body, 'prix', ctx) };
});

export const UpdateProductBody = WireFields.transform(canonical);
