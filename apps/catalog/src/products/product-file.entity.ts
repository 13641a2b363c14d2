import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { StoredFile } from '../objects/stored-file.js';

/** A file that buyers of a product download. */
@Entity('product_files')
export class ProductFile extends StoredFile {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' })
  id: number;

  @Column('integer', { name: 'product_id' })
  productId: number;

  @Column({ type: 'timestamptz', name: 'uploaded_at', precision: 3, default: () => 'now()' })
  uploadedAt: Date;
}
