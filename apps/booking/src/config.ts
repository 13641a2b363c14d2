import { Reminders } from '@veza/contracts';
import { env, loadConfig, PlatformConfig } from '@veza/platform';
import { z } from 'zod';

export const BookingConfigSchema = z.object({
  ...PlatformConfig,
  OPS_PORT: env.port(9105).describe('Port of /healthz, /readyz and /metrics'),
  BOOKING_DATABASE_URL: env
    .postgresUrl()
    .optional()
    .describe('Postgres URL of this service; default: its derived role on DATABASE_URL'),
  BOOKING_MASTER_KEYS: env
    .secret({ min: 64, developmentDefault: '76657a61'.repeat(8) })
    .describe('Keys that wrap the keys of notes: 64 hexadecimal digits each, with commas between them, newest first'),
  WAITING_OFFER_MINUTES: env
    .integer({ min: 1, max: 1_440, fallback: 30 })
    .describe('How long a freed time is held for a patient of the waiting list'),
  CALENDAR_IMPORT_MINUTES: env.constant(
    env
      .integer({ min: 1, max: 1_440, fallback: 15 })
      .describe('Minutes between two reads of an imported calendar, with a jitter of 20 %; doubled after each failure'),
  ),
  CALENDAR_IMPORT_TEST_ORIGINS: env
    .list([], { forTests: true })
    .describe('Origins such as http://127.0.0.1:8000 whose calendars are read although they are not public: for tests'),
  BOOKING_DATABASE_POOL: env.integer({ min: 1, max: 100, fallback: 10 }).describe('Maximum Postgres connections per replica'),
  BOOKING_REMINDERS: env
    .list(['48', '2'])
    .transform((hours) => hours.map(Number))
    .pipe(Reminders)
    .describe('Hours before an appointment at which its patient is reminded, separated by commas; a cabinet may choose others'),
});
export type BookingConfig = z.output<typeof BookingConfigSchema>;

export const readConfig = (): BookingConfig => loadConfig(BookingConfigSchema, process.env);
