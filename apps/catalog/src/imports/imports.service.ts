import { Injectable } from '@nestjs/common';
import {
  type Caller,
  type CreateProductImport,
  DeclaredError,
  type ListProductImports,
  type ProductImportPage,
  type ProductImportView,
} from '@veza/contracts';
import { isUniqueViolation } from '@veza/database';
import { isOwnerOrAdmin, requireUser } from '@veza/platform';
import { Claims } from '../objects/claims.js';
import { ImportRunner } from './import-runner.js';
import { ImportsRepository } from './imports.repository.js';
import type { ProductImport } from './product-import.entity.js';

/** A workbook is an archive. */
const READABLE = ['text/plain', 'application/zip'];

@Injectable()
export class ImportsService {
  constructor(
    private readonly imports: ImportsRepository,
    private readonly runner: ImportRunner,
    private readonly claims: Claims,
  ) {}

  async create(caller: Caller, { objectId, dryRun }: CreateProductImport): Promise<ProductImportView> {
    const user = requireUser(caller);
    try {
      const made = await this.claims.keep(user, { objectId, owner: 'import of products' }, async (tx, object) => {
        if (!READABLE.some((type) => object.type.startsWith(type)))
          throw new DeclaredError('UNSUPPORTED_MEDIA_TYPE', {
            message: 'This is no CSV file, no Excel workbook and no JSON lines',
          });
        return view(await this.imports.insert(tx, user.userId, dryRun, object));
      });
      this.runner.kick();
      return made;
    } catch (error) {
      if (!isUniqueViolation(error, 'product_imports_unfinished')) throw error;
      throw new DeclaredError('CONFLICT', { message: 'Another import of yours is still running' });
    }
  }

  async list(caller: Caller, page: ListProductImports): Promise<ProductImportPage> {
    const { rows, ...counted } = await this.imports.list(requireUser(caller).userId, page);
    return { items: rows.map(view), ...counted };
  }

  async get(caller: Caller, id: number): Promise<ProductImportView> {
    return view(await this.requireVisible(caller, id));
  }

  async cancel(caller: Caller, id: number): Promise<ProductImportView> {
    await this.requireVisible(caller, id);
    await this.imports.end(id, { status: 'cancelled' });
    return this.get(caller, id);
  }

  /** NOT_FOUND for the imports of others, as if they did not exist. */
  private async requireVisible(caller: Caller, id: number): Promise<ProductImport> {
    requireUser(caller);
    const found = await this.imports.find(id);
    if (!found || !isOwnerOrAdmin(caller, found.ownerId)) throw new DeclaredError('NOT_FOUND');
    return found;
  }
}

const view = ({
  objectId: _object,
  runner: _runner,
  leaseUntil: _lease,
  takes: _takes,
  ...shown
}: ProductImport): ProductImportView => ({
  ...shown,
  createdAt: shown.createdAt.toISOString(),
  finishedAt: shown.finishedAt?.toISOString() ?? null,
});
