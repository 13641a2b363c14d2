import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A file of a product; its bytes are media's, under `objectId`. */
@Entity('product_files')
export class ProductFile {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' })
  id: number;

  @Column('integer', { name: 'product_id' })
  productId: number;

  @Column('uuid', { name: 'object_id' })
  objectId: string;

  @Column('text')
  filename: string;

  @Column('text')
  type: string;

  /** Bytes. */
  @Column('integer')
  size: number;

  @Column({ type: 'timestamptz', name: 'uploaded_at', precision: 3, default: () => 'now()' })
  uploadedAt: Date;
}
