import type { FeedNames, MailLanguage } from '@veza/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The public page of a cabinet; a cabinet without a row has none. */
@Entity('cabinet_pages')
export class PublicPage {
  @PrimaryColumn('uuid', { name: 'cabinet_id' })
  cabinetId: string;

  @Column('text')
  slug: string;

  @Column('boolean', { name: 'is_open' })
  isOpen: boolean;

  @Column('text')
  description: string;

  @Column('text', { nullable: true })
  phone: string | null;

  @Column('text', { nullable: true })
  address: string | null;

  /** Slug and address for the search, without case, accents, apostrophes and hyphens. */
  @Column({
    type: 'text',
    name: 'place_key',
    generatedType: 'STORED',
    asExpression: `translate(fold(slug || ' ' || coalesce(address, '')), '''’ʼ\`´-‐‑–.', '')`,
    select: false,
    insert: false,
    update: false,
  })
  placeKey?: string;

  /** Hours before the start until which patients move and cancel. */
  @Column('integer', { name: 'change_window' })
  changeWindow: number;

  /** Minutes. */
  @Column('integer')
  longest: number;

  /** Hours before the start; null for the default of the platform. */
  @Column('integer', { array: true, nullable: true })
  reminders: number[] | null;

  /** How the feeds of practitioners show patients. */
  @Column('text', { name: 'feed_names', default: 'initials' })
  feedNames: FeedNames;

  @Column('text')
  language: MailLanguage;
}
