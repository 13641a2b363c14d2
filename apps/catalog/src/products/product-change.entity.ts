import type { ProductAction, ProductChange } from '@veza/contracts';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** One change of a product, with its difference. */
@Entity('product_changes')
export class ProductChangeRow {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: string;

  @Column('integer', { name: 'product_id' })
  productId: number;

  /** Null when the account was erased. */
  @Column('integer', { name: 'user_id', nullable: true })
  userId: number | null;

  @Column({ type: 'timestamptz', precision: 3, default: () => 'now()' })
  at: Date;

  @Column('text')
  action: ProductAction;

  @Column('jsonb', { default: [] })
  changes: ProductChange['changes'];
}
