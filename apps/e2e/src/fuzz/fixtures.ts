import { z } from 'zod';
import { eventually } from '@veza/testing';
import { VezaV1 } from '../clients/veza-v1.js';
import { form, type Rest } from '../clients/rest.js';
import { signUp, word } from '../test-users.js';
import type { TestSystem } from '../test-system.js';
import { CommunityFixtures } from './community-fixtures.js';
import { cursorAfter } from './cursor-after.js';
import { Actors, isActor } from './actors.js';
import { FactorFixtures } from './factor-fixtures.js';
import { FILES } from './files.js';
import { IntegrationFixtures } from './integration-fixtures.js';
import { heardUpload } from './heard-upload.js';
import { inviteCode } from './invite-code.js';
import { PatientFixtures } from './patient-fixtures.js';
import { makeWait } from '../waiting-tracks.js';
import { UPLOAD_METADATA } from './upload-headers.js';

const Id = z.object({ id: z.union([z.int(), z.string()]) });
const READY_MS = 80_000;

/**
 * Rows that generated requests refer to. Each is created at first use, and again after a request deleted it. The owner owns
 * all of them, except the users that requests are about.
 */
export class Fixtures {
  private readonly known = new Map<string, Promise<unknown>>();
  /** Users for requests about accounts and sessions. Such requests may end them, so they own no fixtures. */
  private readonly disposable: Actors;
  private readonly actors: Actors;
  private readonly patients: PatientFixtures;
  private readonly community: CommunityFixtures;
  private readonly factors: FactorFixtures;
  private readonly integrations: IntegrationFixtures;

  constructor(
    private readonly system: TestSystem,
    /** Creates fixtures without a factory. */
    private readonly fallback: (name: string) => Promise<unknown>,
  ) {
    this.actors = new Actors(system);
    this.disposable = new Actors(system);
    this.factors = new FactorFixtures(system, () => this.disposable.user('owner'));
    this.integrations = new IntegrationFixtures(system, () => this.disposable.user('owner'));
    this.patients = new PatientFixtures(system, this.actors);
    this.community = new CommunityFixtures(system, this.actors, () => this.present('tracks'));
  }

  /** The value behind a name, for a request of this kind. */
  look(name: string, { disposable, list }: { disposable: boolean; list: string }): Promise<unknown> {
    const actors = disposable ? this.disposable : this.actors;
    if (name.startsWith('token ')) {
      const which = name.replace(/^token (of )?/, '');
      return isActor(which) ? actors.token(which) : actors.invalidToken(name.slice('token '.length));
    }
    if (name === 'cursor') return this.cursor(list);
    const make = { ...this.factors.perCall, ...this.integrations.perCall, ...this.perCall }[name];
    if (make) return make();
    const known = this.known.get(name) ?? this.make(name);
    this.known.set(name, known);
    return known;
  }

  /** Called after a request deleted or used up these fixtures. */
  forget(...names: readonly string[]): void {
    for (const name of names) for (const each of [name, ...(WITH[name] ?? [])]) this.known.delete(each);
  }

  /** Prepares what requests without an id rely on: the owner works in a cabinet. */
  async begin(): Promise<void> {
    await this.look('practitioners', { disposable: false, list: '' });
  }

  async dropSignedOut(): Promise<void> {
    await this.disposable.dropSignedOut();
  }

  /** Replaces the owner after a request that may have changed the password or the address. */
  renew(): void {
    this.disposable.drop('owner');
  }

  /** Each absence has its own day, far from the generated ones. */
  private days = 400;
  /** Each appointment has its own half hour, after the generated ones. */
  private halfHours = 0;

  private async make(name: string): Promise<unknown> {
    const make = this.factories[name] ?? this.community.factories[name];
    if (!make) return this.fallback(name);
    return make(this.system.rest.as((await this.actors.user('owner')).accessToken));
  }

  /** Values of the current disposable owner, which is replaced from time to time. */
  private readonly perCall: Record<string, () => Promise<unknown>> = {
    email: async () => (await this.disposable.user('owner')).email,
    password: async () => (await this.disposable.user('owner')).password,
    refreshToken: async () => (await this.disposable.user('owner')).refreshToken,
    sessions: () => this.session(),
    // A generated request may have closed the page, or have changed the cabinet.
    book: async () => this.patients.page(await this.cabinetOf(await this.present('practitioners'))),
    visits: async () => this.patients.visit(await this.present('book')),
    otp: () => this.mailed('/api/auth/otp-request', /code ?: (\d{6})/),
    resetToken: () => this.mailed('/api/v1/forgot-password', /reset-password\?token=([\w-]+)/),
    verifyToken: () => this.mailed(undefined, /verify-email\?token=([\w-]+)/),
  };

  private async hire(userId: unknown): Promise<unknown> {
    const admin = this.system.rest.as((await this.actors.user('admin')).accessToken);
    const cabinet = await this.look('cabinets', { disposable: false, list: '' });
    const workingHours = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, start: '08:00', end: '18:00' }));
    const facts = { userId: String(userId), firstName: 'Ada', lastName: 'Fuzz', workingHours };
    return (await admin.post(`/api/cabinets/${String(cabinet)}/practitioners`, { json: facts })).expect(201).as(Id).id;
  }

  private readonly factories: Record<string, (owner: Rest) => Promise<unknown>> = {
    products: async (owner) => {
      await owner.post('/api/v1/products', { json: { nom: word(), prix: 1, stock: 1 } }); // so that a list has a second page
      return (await owner.post('/api/v1/products', { json: { nom: word(), prix: 1, stock: 1 } })).expect(201).as(Id).id;
    },
    trashedProducts: async (owner) => {
      const { id } = (await owner.post('/api/v1/products', { json: { nom: word(), prix: 1, stock: 1 } })).expect(201).as(Id);
      (await owner.delete(`/api/v1/products/${id}`)).expect(204);
      return id;
    },
    imports: async (owner) => {
      // One at a time for each seller; one that ended can be read and cancelled too.
      return eventually('an import', async () => {
        const file = { bytes: FILES['products.csv'] ?? Buffer.alloc(0), name: 'products.csv', type: 'text/csv' };
        const body = form({ dry_run: 'true' }, 'file', file);
        const made = await owner.post('/api/v1/product-imports', { body });
        return made.status === 201 ? made.as(Id).id : undefined;
      });
    },
    files: async (owner) => {
      const product = await this.look('products', { disposable: false, list: '' });
      return this.upload(owner, `/api/v1/products/${String(product)}/files`, 'file', {});
    },
    pictures: async (owner) => {
      const product = await this.look('products', { disposable: false, list: '' });
      const body = form({}, 'picture', { bytes: FILES['dot.png'] ?? Buffer.alloc(0), name: 'dot.png', type: 'image/png' });
      const Pictured = z.object({ pictures: z.array(z.object({ id: z.string() })) });
      return (await owner.post(`/api/v1/products/${String(product)}/pictures`, { body })).as(Pictured).pictures.at(-1)?.id;
    },
    resources: async (owner) => {
      const facts = { title: 'fuzz', description: 'x', category: 'sample' };
      await this.upload(owner, '/api/v1/resources/upload', 'file', facts);
      return this.upload(owner, '/api/v1/resources/upload', 'file', facts);
    },
    trashedResources: async (owner) => {
      const id = await this.upload(owner, '/api/v1/resources/upload', 'file', { title: 'fuzz', category: 'sample' });
      (await owner.delete(`/api/v1/resources/${String(id)}`)).expect(204);
      return id;
    },
    tracks: (owner) => this.readyTrack(owner),
    /** Of a track of its own: generated requests make others private. */
    trackPages: async (owner) => `${this.system.address}/app/tracks/${await this.readyTrack(owner)}`,
    /** For deletion, so it need not be ready. */
    newTracks: (owner) => this.upload(owner, '/api/v1/tracks/upload', 'audio', { title: 'fuzz', artist: 'x' }),
    failedTracks: async (owner) => {
      const id = await this.upload(owner, '/api/v1/tracks/upload', 'audio', { title: 'fuzz', artist: 'x' }, 'hollow.wav');
      const State = z.object({ status: z.literal('failed') });
      await eventually('a track that failed', async () => (await owner.get(`/api/v1/tracks/${id}`)).as(State), { ms: READY_MS });
      return id;
    },
    'track-notifications': async (owner) => {
      const id = await this.look('failedTracks', { disposable: false, list: '' });
      const Page = z.object({ notifications: z.array(z.object({ id: z.int(), track_id: z.int() })) });
      const { notifications } = (await owner.get('/api/v1/track-notifications')).expect(200).as(Page);
      return (notifications.find(({ track_id }) => track_id === id) ?? notifications[0])?.id;
    },
    replacedTracks: async (owner) => {
      const id = await this.present('tracks');
      const body = form({}, 'audio', { bytes: FILES['hollow.wav'] ?? Buffer.alloc(0), name: 'hollow.wav', type: 'audio/wav' });
      (await owner.put(`/api/v1/tracks/${id}/audio`, { body })).expect(202);
      return id;
    },
    waitingTracks: async (owner) => {
      const id = await this.upload(owner, '/api/v1/tracks/upload', 'audio', { title: 'fuzz', artist: 'x' }, 'hollow.wav');
      await eventually('a track that failed', () => makeWait(this.system.database, id), { ms: READY_MS });
      return id;
    },
    rooms: async (owner) => {
      const { id } = (await owner.post('/api/v1/chat/rooms', { json: { name: word() } })).expect(201).as(Id);
      await this.inRoom(String(id), (socket) => socket.sendMessage(String(id), word(), word()));
      return id;
    },
    messages: async (owner) =>
      (await owner.get(`/api/v1/chat/rooms/${await this.present('rooms')}/messages`)).as(z.array(Id).nonempty())[0]?.id,
    inviteCodes: inviteCode,
    users: async () => (await this.actors.user('stranger')).id,
    /** A user that sends no other request: bans and new roles end its sessions. */
    silentUsers: async () => (await signUp(this.system, 'fuzz_outcast')).id,
    userIdText: async () => String((await this.actors.user('stranger')).id),
    reports: () => this.report(),
    practitioners: async () => this.hire((await this.actors.user('owner')).id),
    /** For dismissal: the owner must keep working. */
    newPractitioners: async () => this.hire((await this.actors.user('stranger')).id),
    absences: async (owner) => {
      const practitioner = await this.look('practitioners', { disposable: false, list: '' });
      this.days += 1;
      const day = new Date(Date.now() + this.days * 86_400_000).toISOString().slice(0, 10);
      const times = { startTime: `${day}T09:00:00Z`, endTime: `${day}T10:00:00Z` };
      return (await owner.post(`/api/practitioners/${String(practitioner)}/absences`, { json: times })).expect(201).as(Id).id;
    },
    'calendar-feeds': async (owner) => {
      const { address } = (await owner.post('/api/my/calendar-feeds', { json: {} }))
        .expect(201)
        .as(z.object({ address: z.string() }));
      return /([\w-]+)\.ics$/.exec(address)?.[1];
    },
    'calendar-imports': async (owner) => {
      const path = `/api/practitioners/${await this.present('practitioners')}/calendar-imports`;
      const made = await owner.post(path, { json: { address: 'https://calendars.invalid/calendar.ics' } });
      if (made.status === 201) return made.as(Id).id;
      // Generated requests have added as many as a practitioner may have.
      return (await owner.get(path)).expect(200).as(z.object({ items: z.array(Id).nonempty() })).items[0]?.id;
    },
    visitRequests: async () => this.patients.codeRequest(await this.present('book')),
    visitCodes: async () => this.patients.codeOf(await this.present('visitRequests')),
    shownLinks: async (owner) => this.patients.link('cancel', owner, await this.present('practitioners'), this.nextHalfHour()),
    movingLinks: async (owner) => this.patients.link('move', owner, await this.present('practitioners'), this.nextHalfHour()),
    remindingLinks: async (owner) =>
      this.patients.link('reminders', owner, await this.present('practitioners'), this.nextHalfHour()),
    cancellingLinks: async (owner) =>
      this.patients.link('cancel', owner, await this.present('practitioners'), this.nextHalfHour()),
    appointments: async (owner) => {
      const [practitionerId, patientId] = [await this.present('practitioners'), await this.present('patients')];
      // A generated request may have taken a time before.
      return eventually('a time is free', async () => {
        const facts = { practitionerId, patientId, type: 'consultation', startTime: this.nextHalfHour(), duration: 30 };
        const made = await owner.post('/api/appointments', { json: facts });
        if (made.status !== 201) return undefined;
        const { id } = made.as(Id);
        await this.patients.standFor(String(id));
        return id;
      });
    },
    'waiting-list': async (owner) => {
      const [patientId, dateFrom] = [
        await this.patients.newPatient(owner),
        new Date(Date.now() + 86_400_000).toISOString().slice(0, 10),
      ];
      const json = { patientId, type: 'consultation', dateFrom, dateTo: dateFrom };
      return (await owner.post('/api/waiting-list', { json })).expect(201).as(Id).id;
    },
    treatments: async () => this.patients.treatment(await this.present('cabinets')),
    facilities: async () => this.patients.facility(await this.present('cabinets')),
    managedCabinets: async () => this.patients.managed(await this.cabinetOf(await this.present('practitioners'))),
    heldPatients: (owner) => this.present('managedCabinets').then(() => this.patients.heldPatient(owner)),
    newPatients: (owner) => this.patients.newPatient(owner),
    duplicates: (owner) => this.patients.newPatient(owner),
    shownOffers: async (owner) => this.patients.offer(owner, await this.present('practitioners')),
    acceptedOffers: async (owner) => this.patients.offer(owner, await this.present('practitioners')),
    declinedOffers: async (owner) => this.patients.offer(owner, await this.present('practitioners')),
    contacts: async (owner) => {
      const [patientId, email] = [await this.present('patients'), `${word()}@example.test`.toLowerCase()];
      (await owner.post(`/api/patients/${patientId}/contacts`, { json: { email, relation: 'guardian' } })).expect(201);
      return email;
    },
    seriesAppointments: async (owner) => {
      const [practitionerId, patientId] = [await this.present('practitioners'), await this.present('patients')];
      const Series = z.object({ items: z.array(z.object({ appointment: Id.optional() })) });
      return eventually('two times are free', async () => {
        const facts = { practitionerId, patientId, type: 'consultation', startTime: this.nextHalfHour(), duration: 30 };
        const made = await owner.post('/api/appointments/series', { json: { ...facts, rule: 'FREQ=WEEKLY;COUNT=2' } });
        return made.status === 201 ? made.as(Series).items[0]?.appointment?.id : undefined;
      });
    },
    /** A change by another member than the owner would create one. */
    notifications: async (owner) => {
      const [cabinet] = (await owner.get('/api/cabinets')).as(z.object({ items: z.array(Id) })).items;
      const { id: user } = await this.actors.user('owner');
      const rows = await this.system.database.query(`
        INSERT INTO booking.notifications (cabinet_id, user_id, notice_id, type, priority, title, message, data)
        VALUES ('${cabinet?.id}', ${user}, gen_random_uuid(), 'system', 'low', 'Fuzz', 'A row', '{}') RETURNING id`);
      return z.tuple([Id]).parse(rows)[0].id;
    },
    uploads: async (owner) => {
      const headers = { 'tus-resumable': '1.0.0', 'upload-length': '1000000', 'upload-metadata': UPLOAD_METADATA };
      const { headers: reply } = (await owner.post('/api/v1/uploads', { headers })).expect(201);
      return reply.get('location')?.split('/').at(-1);
    },
    heardUploads: (owner) => heardUpload(owner, READY_MS),
    uploadToken: async () => {
      const room = String(await this.look('rooms', { disposable: false, list: '' }));
      const facts = { room_id: room, filename: 'a.wav', mime_type: 'audio/wav', size: 100_000 };
      return this.inRoom(room, async (socket) => {
        socket.send({ type: 'file_upload', id: word(), timestamp: Date.now(), data: facts });
        const { data } = await socket.frame('file_upload_ready');
        return new URL(String(data.upload_url)).searchParams.get('token');
      });
    },
    fileToken: async (owner) => {
      const token = await this.look('uploadToken', { disposable: false, list: '' });
      this.forget('uploadToken');
      (await owner.put(`/chat-uploads?token=${String(token)}`, { body: new Uint8Array(FILES['tone.wav'] ?? []) })).expect(201);
      const room = await this.look('rooms', { disposable: false, list: '' });
      const History = z.array(z.object({ attachments: z.array(z.object({ url: z.string() })) }));
      const messages = (await owner.get(`/api/v1/chat/rooms/${String(room)}/messages`)).expect(200).as(History);
      return new URL(messages.at(-1)?.attachments[0]?.url ?? '').searchParams.get('token');
    },
  };

  private nextHalfHour(): string {
    const day = new Date(Date.now() + (50 + Math.floor(this.halfHours / 16)) * 86_400_000).toISOString().slice(0, 10);
    const time = new Date(Date.UTC(0, 0, 1, 8, 30 * (this.halfHours % 16))).toISOString().slice(11, 19);
    this.halfHours += 1;
    return `${day}T${time}`;
  }

  private async cabinetOf(practitioner: string): Promise<string> {
    const rows = await this.system.database.query(
      `SELECT cabinet_id AS id FROM booking.practitioners WHERE id = '${practitioner}'`,
    );
    return String(z.tuple([Id]).parse(rows)[0].id);
  }

  private async readyTrack(owner: Rest): Promise<unknown> {
    const id = await this.upload(owner, '/api/v1/tracks/upload', 'audio', { title: 'fuzz', artist: 'x' });
    const State = z.object({ status: z.literal('ready') });
    await eventually('a track that is ready', async () => (await owner.get(`/api/v1/tracks/${id}`)).as(State), { ms: READY_MS });
    return id;
  }

  private async present(name: string): Promise<string> {
    return String(await this.look(name, { disposable: false, list: '' }));
  }

  private async upload(
    owner: Rest,
    path: string,
    part: string,
    fields: Record<string, string>,
    name = 'tone.wav',
  ): Promise<unknown> {
    const body = form(fields, part, { bytes: FILES[name] ?? Buffer.alloc(0), name, type: 'audio/wav' });
    return (await owner.post(path, { body })).expect(201).as(Id).id;
  }

  /** A separate connection of the owner: a shared one would exceed the limit of joined rooms in a long run. */
  private async inRoom<Made>(room: string, act: (socket: VezaV1) => Promise<Made>): Promise<Made> {
    const socket = await VezaV1.open(this.system.chat(1).origin, (await this.actors.user('owner')).accessToken);
    try {
      await socket.join(room);
      return await act(socket);
    } finally {
      await socket.close();
    }
  }

  private async report(): Promise<unknown> {
    const room = String(await this.look('rooms', { disposable: false, list: '' }));
    const { id } = await this.inRoom(room, (socket) => socket.sendMessage(room, word(), word()));
    const stranger = await VezaV1.open(this.system.chat(2).origin, (await this.actors.user('stranger')).accessToken);
    await stranger.join(room);
    stranger.send({ type: 'report_message', id: word(), timestamp: Date.now(), data: { message_id: id, reason: 'spam' } });
    const { data } = await stranger.frame('report_received');
    await stranger.close();
    return data.report_id;
  }

  private async session(): Promise<unknown> {
    const user = await this.disposable.user('owner');
    const Sessions = z.object({ sessions: z.array(z.object({ id: z.string() })) });
    const answer = await this.system.rest.as(user.accessToken).get('/api/v1/users/me/sessions');
    return answer.status === 200 ? answer.as(Sessions).sessions[0]?.id : 'none';
  }

  /**
   * The newest mailed secret of the disposable owner, requested first over `path` if given. Mails are written after the
   * response, which does not reveal whether there will be one: they are complete when no mail request waits.
   */
  private async mailed(path: string | undefined, secret: RegExp): Promise<unknown> {
    const { email } = await this.disposable.user('owner');
    if (path !== undefined) {
      await this.system.rest.post(path, { json: { email } });
      const waiting = () => this.system.database.query('SELECT FROM identity.mail_requests');
      await eventually('all mails to be written', async () => (await waiting()).length === 0);
    }
    const Mails = z.array(z.object({ text: z.string() }));
    const mails = (await this.system.rest.get(`/dev/outbox?to=${email}`)).expect(200).as(Mails);
    const secrets = mails.flatMap(({ text }) => secret.exec(text)?.[1] ?? []);
    return secrets.at(-1) ?? 'no mail came';
  }

  private async cursor(list: string): Promise<unknown> {
    const owner = this.system.rest.as((await this.actors.user('owner')).accessToken);
    const page = await owner.get(`${list}?limit=1`);
    return (page.status === 200 ? cursorAfter(page) : undefined) ?? 'no cursor';
  }
}

/** Fixtures that are deleted with another one. */
const WITH: Record<string, readonly string[]> = {
  cabinets: ['newPractitioners', 'treatments', 'facilities'],
  products: ['files', 'pictures'],
  rooms: ['uploadToken', 'reports', 'messages'],
};
