import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** An address of a picture that an import named for a product: a job until it is fetched or given up. */
@Entity('imported_pictures')
export class ImportedPicture {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: string;

  @Column('integer', { name: 'product_id' })
  productId: number;

  @Column('text')
  address: string;

  @Column('integer', { name: 'owner_id' })
  ownerId: number;

  /** The last import that named it. */
  @Column('integer', { name: 'import_id' })
  importId: number;

  @Column('integer')
  row: number;

  /** Among the addresses of its row. */
  @Column('integer')
  place: number;

  /** The picture that it became. */
  @Column('uuid', { name: 'picture_id', nullable: true })
  pictureId: string | null;

  @Column('integer', { default: 0 })
  tries: number;

  /** Of the next try, or the end of a lease; null when no try is left to do. */
  @Column({ type: 'timestamptz', name: 'due_at', precision: 3, nullable: true, default: () => 'now()' })
  dueAt: Date | null;
}
