import { Entity, PrimaryColumn } from 'typeorm';

/** Every word of a product, once: what a typing error is compared with. Words stay when their last product is deleted. */
@Entity('product_terms')
export class ProductTerm {
  @PrimaryColumn('text', { collation: 'C' })
  term: string;
}

/** Every word of a resource, once. */
@Entity('resource_terms')
export class ResourceTerm {
  @PrimaryColumn('text', { collation: 'C' })
  term: string;
}
