import { Inject, Injectable } from '@nestjs/common';
import {
  DELETED_USERNAME,
  type Prices,
  type ProductChangePage,
  type ProductFacets,
  publicPicture,
  type ProductFileView,
  type ProductPage,
  type ProductView,
  type TrashPage,
  type WireProduct,
  type WireProductFile,
  type WireProductHistory,
  type WireProductPage,
  type WireProductTrash,
  wireSearchHelp,
} from '@veza/contracts';
import { CONFIG } from '@veza/platform';
import { type GatewayConfig, mediaOrigin } from '../../config.js';
import { UserCardsService } from '../../identity/users/user-cards.service.js';

/** The canonical model in the spelling of v1: `nom`/`name` and `prix`/`price` are one value under both names. */
@Injectable()
export class ProductsPresenter {
  private readonly origin: string;

  constructor(
    @Inject(UserCardsService) private readonly users: Pick<UserCardsService, 'names'>,
    @Inject(CONFIG) config: Pick<GatewayConfig, 'MEDIA_PUBLIC_URL' | 'PUBLIC_URL'>,
  ) {
    this.origin = mediaOrigin(config);
  }

  async one(product: ProductView): Promise<WireProduct> {
    const owners = await this.users.names([product.ownerId]);
    return wire(product, this.origin, owners.get(product.ownerId)?.username);
  }

  async many(products: readonly ProductView[]): Promise<WireProduct[]> {
    const owners = await this.users.names(products.map(({ ownerId }) => ownerId));
    return products.map((product) => wire(product, this.origin, owners.get(product.ownerId)?.username));
  }

  async page({ items, total, totalIsEstimate, page, limit, nextCursor, facets, ...help }: ProductPage): Promise<WireProductPage> {
    const counted = facets?.owner?.map(({ value }) => value) ?? [];
    const owners = await this.users.names([...items.map(({ ownerId }) => ownerId), ...counted]);
    const products = items.map((product) => wire(product, this.origin, owners.get(product.ownerId)?.username));
    const counts = facets && wireFacets(facets, (id) => owners.get(id)?.username ?? DELETED_USERNAME);
    const totals = { total, total_is_estimate: totalIsEstimate };
    return { products, ...totals, page, limit, next_cursor: nextCursor, ...wireSearchHelp(help), facets: counts };
  }

  trash({ items, total, totalIsEstimate, page, limit, nextCursor }: TrashPage): WireProductTrash {
    const products = items.map(({ id, name, price, currency, deletedBy, deletedAt, expiresAt }) => ({
      id,
      nom: name,
      name,
      prix: Number(price),
      price: Number(price),
      currency,
      deleted_by: deletedBy,
      deleted_at: deletedAt,
      expires_at: expiresAt,
    }));
    return { products, total, total_is_estimate: totalIsEstimate, page, limit, next_cursor: nextCursor };
  }

  async history({ items, total, totalIsEstimate, page, limit, nextCursor }: ProductChangePage): Promise<WireProductHistory> {
    const users = await this.users.names(items.flatMap(({ userId }) => userId ?? []));
    const changes = items.map(({ id, at, userId, action, changes: difference }) => ({
      id,
      at,
      user_id: userId,
      username: users.get(userId ?? 0)?.username ?? DELETED_USERNAME,
      action,
      changes: difference,
    }));
    return { changes, total, total_is_estimate: totalIsEstimate, page, limit, next_cursor: nextCursor };
  }

  file(file: ProductFileView): WireProductFile {
    return wireFile(file);
  }
}

const wireFacets = (
  { category, price, owner, inStock, isEstimate }: ProductFacets,
  nameOf: (id: number) => string,
): WireProductPage['facets'] => ({
  category,
  ...(price && {
    price: price.map(({ from, to, count }) => ({ from: Number(from), to: to === null ? null : Number(to), count })),
  }),
  ...(inStock && { in_stock: inStock }),
  ...(owner && { owner: owner.map(({ value, count }) => ({ value, username: nameOf(value), count })) }),
  is_estimate: isEstimate,
});

const wireFile = ({ id, filename, type, size, uploadedAt }: ProductFileView): WireProductFile => ({
  id,
  filename,
  file_type: type,
  file_size: size,
  uploaded_at: uploadedAt,
});

const numbersOf = (prices: Prices) =>
  Object.fromEntries(Object.entries(prices ?? {}).map(([currency, amount]) => [currency, Number(amount)]));

function wire(product: ProductView, origin: string, owner = DELETED_USERNAME): WireProduct {
  const { id, sku, name, description, currency, prices, stock, category, pictures, ownerId, createdAt, updatedAt, files } =
    product;
  const price = Number(product.price); // the last step before JSON, whose shortest form keeps the two decimals
  return {
    id,
    sku,
    nom: name,
    name,
    description,
    prix: price,
    price,
    currency,
    prices: numbersOf(prices),
    stock,
    category,
    pictures: pictures.map(({ id: picture, alt }) => ({ id: picture, alt, urls: publicPicture(origin, picture) })),
    owner_id: ownerId,
    owner_username: owner,
    created_at: createdAt,
    updated_at: updatedAt,
    ...(files && { files: files.map(wireFile) }),
  };
}
