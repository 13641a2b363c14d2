import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A thing for sale. Money is text here ("12.50"), because a JavaScript number would round it. */
@Entity('products')
export class Product {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' })
  id: number;

  @Column('text')
  name: string;

  @Column('text')
  description: string;

  @Column('numeric', { precision: 12, scale: 2 })
  price: string;

  /** ISO 4217; everything is sold in EUR. */
  @Column('char', { length: 3, default: 'EUR' })
  currency: string;

  @Column('integer')
  stock: number;

  @Column('text', { nullable: true })
  category: string | null;

  @Column('integer', { name: 'owner_id' })
  ownerId: number;

  @Column({ type: 'timestamptz', name: 'created_at', precision: 3, default: () => 'now()' })
  createdAt: Date;

  /** The version: every change moves it on by a millisecond at least. */
  @Column({ type: 'timestamptz', name: 'updated_at', precision: 3, default: () => 'now()' })
  updatedAt: Date;
}
