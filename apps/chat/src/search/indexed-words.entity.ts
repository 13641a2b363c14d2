import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The words of a message for the full-text index; written by the indexer, not by the send (decision 123). */
@Entity('message_words')
export class IndexedWordsEntity {
  @PrimaryColumn('bigint', { name: 'message_id' })
  messageId: string;

  /** As Postgres writes a tsvector. */
  @Column('tsvector')
  words: string;
}
