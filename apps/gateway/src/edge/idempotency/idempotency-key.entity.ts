import { Column, Entity, PrimaryColumn } from 'typeorm';

export interface StoredResponse {
  status: number;
  body: string;
  headers: Record<string, string>;
}

@Entity('idempotency_keys')
export class IdempotencyKey {
  @PrimaryColumn('integer', { name: 'user_id' })
  userId: number;

  @PrimaryColumn('text')
  method: string;

  @PrimaryColumn('text')
  path: string;

  /** The key as sent; behind the cabinet of the request and a space, where it named one. */
  @PrimaryColumn('text')
  key: string;

  /** Digest of the request's content; null while the bytes of an upload are not known. */
  @Column('text', { nullable: true })
  fingerprint: string | null;

  @Column('jsonb', { nullable: true })
  answer: StoredResponse | null;

  /** The request has succeeded, and its service makes the response of a repetition. */
  @Column('boolean', { default: false })
  done: boolean;

  @Column('timestamptz', { name: 'locked_until' })
  lockedUntil: Date;

  @Column('timestamptz', { name: 'created_at', default: () => 'now()' })
  createdAt: Date;

  /** Of every try of this request, until the key stands for another one (decision 0091). */
  @Column('uuid', { default: () => 'gen_random_uuid()' })
  operation: string;
}
