import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A price of a product in a further currency. Triggers keep these rows equal to `prices` of the product. */
@Entity('product_prices')
export class ProductPrice {
  @PrimaryColumn('integer', { name: 'product_id' })
  productId: number;

  /** ISO 4217. */
  @PrimaryColumn('text')
  code: string;

  @Column('numeric', { precision: 13, scale: 3 })
  amount: string;
}
