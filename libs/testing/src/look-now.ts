import { startedJobs } from '@veza/transport';

/**
 * Runs the recurring jobs of all services in this process now, and again shortly after. For states that a test writes by
 * SQL, which no service knows of before its next look.
 */
export function lookNow(): void {
  for (const job of startedJobs) job.kick();
}
