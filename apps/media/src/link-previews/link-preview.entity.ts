import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What a page elsewhere says of itself, kept for all its readers. A page that said nothing has a row without a title. */
@Entity('link_previews')
export class LinkPreviewRow {
  /** SHA-256 of the address in hex: the addresses in private messages are not kept here. */
  @PrimaryColumn('text')
  hash: string;

  @Column('text')
  site: string;

  @Column('text', { nullable: true })
  title: string | null;

  @Column('text')
  description: string;

  /** The picture, re-encoded: an object without an owner. */
  @Column('uuid', { name: 'picture_id', nullable: true })
  pictureId: string | null;

  @Column({ type: 'timestamptz', name: 'read_at', default: () => 'now()' })
  readAt: Date;
}
