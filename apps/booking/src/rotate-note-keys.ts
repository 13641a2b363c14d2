import { waitForPostgres } from '@veza/database';
import { StartFailure } from '@veza/platform';
import { readConfig } from './config.js';
import { KeyRing } from './patients/sealed-notes/key-ring.js';
import { NoteRotation } from './patients/sealed-notes/note-rotation.repository.js';

/**
 * Rotates the keys of notes while the service runs: `node apps/booking/dist/rotate-note-keys.js [--data-keys]`. It seals notes
 * of before the encryption, and wraps all data keys by the first master key of BOOKING_MASTER_KEYS. With `--data-keys` each
 * cabinet gets a new data key, by which its notes are encrypted anew. Interrupted, it goes on when started again. It prints
 * what it has done as JSON.
 */
const { DATABASE_URL, BOOKING_MASTER_KEYS } = readConfig();
if (DATABASE_URL === undefined) throw new StartFailure('DATABASE_URL is required: only the owner of the tables sees all notes');
const client = await waitForPostgres(DATABASE_URL);
try {
  const rotation = new NoteRotation(client, new KeyRing(BOOKING_MASTER_KEYS));
  const done = await rotation.run({ replaceDataKeys: process.argv.includes('--data-keys') });
  process.stdout.write(`${JSON.stringify(done)}\n`);
} finally {
  await client.end();
}
