import { PRODUCT_COLUMNS, type ProductColumn } from './product-export.js';

/** Headings beside the names of the columns, without case, accents and spaces: the French names, which the API has too. */
const OTHER_HEADINGS: Readonly<Record<string, ProductColumn>> = {
  identifiant: 'id',
  reference: 'sku',
  nom: 'name',
  prix: 'price',
  devise: 'currency',
  autresprix: 'prices',
  quantite: 'stock',
  categorie: 'category',
};

const HEADINGS = new Map<string, ProductColumn>([
  ...Object.entries(OTHER_HEADINGS),
  ...PRODUCT_COLUMNS.map((column): [string, ProductColumn] => [column, column]),
]);

/** The column that a heading names, or undefined. */
export function columnOf(heading: string): ProductColumn | undefined {
  if (heading.length > 40) return undefined;
  const plain = heading
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, ''); // accents are characters of their own here
  return HEADINGS.get(plain);
}
