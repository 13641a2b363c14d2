import { PRODUCT_COLUMNS } from './product-export.js';

/** The columns of an export, and the addresses of pictures, which no export has. */
export const IMPORT_COLUMNS = [...PRODUCT_COLUMNS, 'pictures'] as const;
export type ImportColumn = (typeof IMPORT_COLUMNS)[number];

/** Headings beside the names of the columns, without case, accents and spaces: the French names, which the API has too. */
const OTHER_HEADINGS: Readonly<Record<string, ImportColumn>> = {
  identifiant: 'id',
  reference: 'sku',
  nom: 'name',
  prix: 'price',
  devise: 'currency',
  autresprix: 'prices',
  quantite: 'stock',
  categorie: 'category',
  picture: 'pictures',
  image: 'pictures',
  imageurl: 'pictures',
  imagesrc: 'pictures',
  images: 'pictures',
  photo: 'pictures',
  photos: 'pictures',
};

const HEADINGS = new Map<string, ImportColumn>([
  ...Object.entries(OTHER_HEADINGS),
  ...IMPORT_COLUMNS.map((column): [string, ImportColumn] => [column, column]),
]);

/** The column that a heading names, or undefined. */
export function columnOf(heading: string): ImportColumn | undefined {
  if (heading.length > 40) return undefined;
  const plain = heading
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, ''); // accents are characters of their own here
  return HEADINGS.get(plain);
}
