import { Injectable } from '@nestjs/common';
import { Database } from '@veza/database';

@Injectable()
export class PatientMailsRepository {
  constructor(private readonly database: Database) {}

  /** The cabinet of a mail. Raw SQL: only a function of the schema's owner sees the mails of all cabinets. */
  async cabinetOf(id: string): Promise<string | null> {
    const [row] = await this.database.query<{ cabinet: string | null }>('SELECT cabinet_of_mail($1) AS cabinet', [id]);
    return row?.cabinet ?? null;
  }
}
