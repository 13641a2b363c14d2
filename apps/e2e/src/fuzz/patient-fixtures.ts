import { randomUUID } from 'node:crypto';
import { eventually } from '@veza/testing';
import { z } from 'zod';
import type { Rest } from '../clients/rest.js';
import type { TestSystem } from '../test-system.js';
import type { Actors } from './actors.js';

const Mails = z.array(z.object({ text: z.string() })).min(1);
const Requested = z.object({ requestId: z.string() });

/** Public pages, visits and links, for requests of patients without an account. */
export class PatientFixtures {
  private readonly codes = new Map<string, string>();

  constructor(
    private readonly system: TestSystem,
    private readonly actors: Actors,
  ) {}

  /** Opens the page of the cabinet, and confirms the address of the owner, who visits it. */
  async page(cabinet: string): Promise<string> {
    const admin = this.system.rest.as((await this.actors.user('admin')).accessToken);
    const json = { slug: `fuzz-${cabinet.slice(0, 8)}`, isOpen: true };
    (await admin.put(`/api/cabinets/${cabinet}/page`, { json })).expect(200);
    const { id } = await this.actors.user('owner');
    await this.system.database.query(`UPDATE identity.users SET email_verified = true WHERE id = ${id}`);
    return cabinet;
  }

  async visit(cabinet: string): Promise<string> {
    const secret = randomUUID();
    await this.system.database.query(`
      INSERT INTO booking.visits (cabinet_id, email, email_key, network, language, token_hash, expires_at)
      VALUES ('${cabinet}', '${secret}@example.test', '${secret}', '${secret}', 'fr', sha256('${secret}'), now() + interval '1 hour')`);
    return secret;
  }

  /** The id of a request, whose code is that of `codeOf`. */
  async codeRequest(cabinet: string): Promise<string> {
    const email = `${randomUUID()}@example.test`;
    const { requestId } = (await this.system.rest.post(`/api/book/${cabinet}/codes`, { json: { email } }))
      .expect(202)
      .as(Requested);
    this.codes.set(requestId, await this.mailed(email, / : (\d{6})/));
    return requestId;
  }

  /** The owner stands for the patient of the appointment. */
  async standFor(appointment: string): Promise<void> {
    const { id } = await this.actors.user('owner');
    await this.system.database.query(`
      INSERT INTO booking.patient_contacts (patient_id, email, cabinet_id, relation, proof, user_id)
      SELECT patient_id, 'owner-${id}@example.test', cabinet_id, 'self', 'email', ${id}
      FROM booking.appointments WHERE id = '${appointment}' ON CONFLICT DO NOTHING`);
  }

  codeOf(requestId: string): string {
    return this.codes.get(requestId) ?? '';
  }

  /** The token of a link in the mail about a new appointment. */
  async link(purpose: 'move' | 'cancel' | 'reminders', owner: Rest, practitionerId: string, startTime: string): Promise<string> {
    const email = `${randomUUID()}@example.test`;
    const patientData = { firstName: 'Rose', lastName: 'Fuzz', email };
    const json = { practitionerId, patientData, type: 'consultation', startTime, duration: 30 };
    (await owner.post('/api/appointments', { json })).expect(201);
    return this.mailed(email, new RegExp(`${purpose}\\?token=([\\w.-]+)`));
  }

  async newPatient(owner: Rest): Promise<string> {
    const json = { firstName: randomUUID(), lastName: 'Fuzz', email: `${randomUUID()}@example.test` };
    return (await owner.post('/api/patients', { json })).expect(201).as(z.object({ id: z.string() })).id;
  }

  async treatment(cabinet: string): Promise<string> {
    const admin = this.system.rest.as((await this.actors.user('admin')).accessToken);
    const json = { name: randomUUID(), type: 'soin', duration: 30 };
    return (await admin.post(`/api/cabinets/${cabinet}/treatments`, { json })).expect(201).as(z.object({ id: z.string() })).id;
  }

  async facility(cabinet: string): Promise<string> {
    const admin = this.system.rest.as((await this.actors.user('admin')).accessToken);
    const json = { name: randomUUID(), kind: 'room' };
    return (await admin.post(`/api/cabinets/${cabinet}/facilities`, { json })).expect(201).as(z.object({ id: z.string() })).id;
  }

  /** Makes the owner a manager of the cabinet. */
  async managed(cabinet: string): Promise<string> {
    const { id } = await this.actors.user('owner');
    await this.system.database.query(
      `UPDATE booking.memberships SET role = 'manager' WHERE cabinet_id = '${cabinet}' AND user_id = ${id}`,
    );
    return cabinet;
  }

  async heldPatient(owner: Rest): Promise<string> {
    const id = await this.newPatient(owner);
    (await owner.put(`/api/patients/${id}/legal-hold`, { json: { reason: 'Court' } })).expect(200);
    return id;
  }

  /** The token of an offer of the waiting list, for a time that is free. */
  async offer(owner: Rest, practitionerId: string): Promise<string> {
    const email = `${randomUUID()}@example.test`;
    const patient = { firstName: randomUUID(), lastName: 'Fuzz', email };
    const { id: patientId } = (await owner.post('/api/patients', { json: patient })).expect(201).as(z.object({ id: z.string() }));
    const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    const json = { patientId, practitionerId, type: 'consultation', duration: 5, dateFrom: day(41), dateTo: day(49) };
    (await owner.post('/api/waiting-list', { json })).expect(201);
    return this.mailed(email, /offer\?token=([\w.-]+)/);
  }

  private async mailed(email: string, secret: RegExp): Promise<string> {
    const mails = await eventually('a mail to a patient', async () =>
      (await this.system.rest.get(`/dev/outbox?to=${email}`)).as(Mails),
    );
    return secret.exec(mails[0]?.text ?? '')?.[1] ?? 'no secret';
  }
}
