import type { NovaPagination } from '@veza/contracts';

interface Page<Item> {
  items: Item[];
  page: number;
  limit: number;
  total: number;
  totalIsEstimate: boolean;
  nextCursor: string | null;
}

/** A page as the nova edition spells it. */
export function novaPage<Item>({ items, ...page }: Page<Item>): { items: Item[]; pagination: NovaPagination } {
  const totalPages = Math.ceil(page.total / page.limit);
  return { items, pagination: { ...page, totalPages, hasNext: page.nextCursor !== null, hasPrev: page.page > 1 } };
}
