import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';

/** A cabinet where a time may have become free. Triggers append the rows. */
@Entity('freed_times')
export class FreedTime {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id: string;

  @Column('uuid', { name: 'cabinet_id' })
  cabinetId: string;
}
