import { DeclaredError } from '@veza/contracts';
import { isUniqueViolation } from '@veza/database';

const message = 'Another product of this owner has the same SKU';

/** The violation of the unique key as CONFLICT; any other error as it is. */
export const skuTaken = (error: unknown): unknown =>
  isUniqueViolation(error, 'products_sku')
    ? new DeclaredError('CONFLICT', { message, details: [{ field: 'sku', message }] })
    : error;

export const orSkuTaken = <T>(work: Promise<T>): Promise<T> =>
  work.catch((error: unknown) => {
    throw skuTaken(error);
  });
