import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A segment of a rendition that is still written: it is in the store, and the playlist of its rate lists it. */
@Entity('growing_segments')
export class GrowingSegment {
  @PrimaryColumn('uuid', { name: 'rendition_id' })
  renditionId: string;

  /** The rate, which is the folder of the segment. */
  @PrimaryColumn('smallint')
  kbits: number;

  /** From 0, without gaps. */
  @PrimaryColumn('integer')
  number: number;

  @Column('double precision')
  seconds: number;
}
