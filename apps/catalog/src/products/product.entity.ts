import type { Prices, ProductPicture } from '@veza/contracts';
import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** An article for sale. Money is text ("12.50"), because a JavaScript number would round it. */
@Entity('products')
export class Product {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' })
  id: number;

  /** The key of the owner, unique among the products of the owner. */
  @Column('text', { nullable: true })
  sku: string | null;

  @Column('text')
  name: string;

  @Column('text', { default: '' })
  description: string;

  @Column('numeric', { precision: 12, scale: 2 })
  price: string;

  /** ISO 4217; everything is sold in EUR. */
  @Column('char', { length: 3, default: 'EUR' })
  currency: string;

  /** Decimal texts by currency. */
  @Column('jsonb', { nullable: true })
  prices: Prices;

  @Column('integer', { default: 0 })
  stock: number;

  /** The stock is not zero, set by a trigger: it has an index, and the stock has none. */
  @Column({ type: 'boolean', name: 'in_stock', default: true, select: false, insert: false, update: false })
  inStock?: boolean;

  @Column('text', { nullable: true })
  category: string | null;

  /** In their order. */
  @Column('jsonb', { default: () => "'[]'" })
  pictures: ProductPicture[];

  @Column('integer', { name: 'owner_id' })
  ownerId: number;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt: Date;

  /** The version: every change increases it by one millisecond at least. */
  @Column({ type: 'timestamptz', name: 'updated_at', precision: 3, default: () => 'now()' })
  updatedAt: Date;

  /** Sort key of the order by name, without case and accents; 80 characters, because a cursor carries it. */
  @Column({
    type: 'text',
    name: 'name_key',
    collation: 'C',
    generatedType: 'STORED',
    asExpression: 'left(fold(name), 80)',
    select: false,
    insert: false,
    update: false,
  })
  nameKey?: string;

  /** The lexemes that a search looks for, set by a trigger (decision 138). */
  @Column({ type: 'tsvector', nullable: true, select: false, insert: false, update: false })
  words?: string | null;
}
