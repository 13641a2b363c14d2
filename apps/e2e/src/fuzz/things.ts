import { z } from 'zod';
import { eventually } from '@veza/testing';
import { VezaV1 } from '../clients/veza-v1.js';
import { form, type Rest } from '../clients/rest.js';
import { signUp, word } from '../people.js';
import type { World } from '../world.js';
import { Cast, isActor } from './cast.js';
import { FILES } from './files.js';

const Id = z.object({ id: z.union([z.int(), z.string()]) });
const READY_MS = 30_000;

/**
 * Real things of this run, each made when it is first asked for, and again after a request has taken it away. They are the
 * owner's, except the people that calls are about.
 */
export class Things {
  private readonly known = new Map<string, Promise<unknown>>();
  /** Those whose own accounts and sessions calls are about: they may die of it, and nothing belongs to them. */
  private readonly doomed: Cast;
  private readonly cast: Cast;

  constructor(
    private readonly world: World,
    /** Makes what there is no recipe for. */
    private readonly otherwise: (name: string) => Promise<unknown>,
  ) {
    this.cast = new Cast(world);
    this.doomed = new Cast(world);
  }

  /** What a name stands for in a call of this kind. */
  look(name: string, { doomed, list }: { doomed: boolean; list: string }): Promise<unknown> {
    const cast = doomed ? this.doomed : this.cast;
    if (name.startsWith('token ')) {
      const which = name.replace(/^token (of )?/, '');
      return isActor(which) ? cast.token(which) : cast.foreign(name.slice('token '.length));
    }
    if (name === 'cursor') return this.cursor(list);
    if (name in this.fleeting) return this.fleeting[name]?.() ?? Promise.resolve(name);
    const known = this.known.get(name) ?? this.make(name);
    this.known.set(name, known);
    return known;
  }

  /** A call has taken this away, or used it up. */
  forget(...names: readonly string[]): void {
    for (const name of names) for (const each of [name, ...(WITH[name] ?? [])]) this.known.delete(each);
  }

  /** What calls without any id in them rely on: the owner works in a cabinet. */
  async begin(): Promise<void> {
    await this.look('practitioners', { doomed: false, list: '' });
  }

  async dismissTheDead(): Promise<void> {
    await this.doomed.dismissTheDead();
  }

  /** Nobody of whom a call may have changed the password or the address. */
  renew(): void {
    this.doomed.dismiss('owner');
  }

  /** Each absence has a day of its own, where no generated one is in its way. */
  private days = 400;

  private async make(name: string): Promise<unknown> {
    const make = this.recipes[name];
    if (!make) return this.otherwise(name);
    return make(this.world.rest.as((await this.cast.person('owner')).accessToken));
  }

  /** Of the doomed owner, who may be another one each time. */
  private readonly fleeting: Record<string, () => Promise<unknown>> = {
    email: async () => (await this.doomed.person('owner')).email,
    password: async () => (await this.doomed.person('owner')).password,
    refreshToken: async () => (await this.doomed.person('owner')).refreshToken,
    sessions: () => this.session(),
    otp: () => this.mailed('/api/auth/otp-request', /code ?: (\d{6})/),
    resetToken: () => this.mailed('/api/v1/forgot-password', /reset-password\?token=([\w-]+)/),
    verifyToken: () => this.mailed(undefined, /verify-email\?token=([\w-]+)/),
  };

  private readonly recipes: Record<string, (owner: Rest) => Promise<unknown>> = {
    products: async (owner) => {
      await owner.post('/api/v1/products', { json: { nom: word(), prix: 1, stock: 1 } }); // so that a list has a second page
      return (await owner.post('/api/v1/products', { json: { nom: word(), prix: 1, stock: 1 } })).expect(201).as(Id).id;
    },
    files: async (owner) => {
      const product = await this.look('products', { doomed: false, list: '' });
      return this.upload(owner, `/api/v1/products/${String(product)}/files`, 'file', {});
    },
    resources: async (owner) => {
      const facts = { title: 'fuzz', description: 'x', category: 'sample' };
      await this.upload(owner, '/api/v1/resources/upload', 'file', facts);
      return this.upload(owner, '/api/v1/resources/upload', 'file', facts);
    },
    tracks: async (owner) => {
      const id = await this.upload(owner, '/api/v1/tracks/upload', 'audio', { title: 'fuzz', artist: 'x' });
      const State = z.object({ status: z.literal('ready') });
      await eventually('a track that is ready', async () => (await owner.get(`/api/v1/tracks/${id}`)).as(State), {
        ms: READY_MS,
      });
      return id;
    },
    /** To be deleted: nobody waits until it is ready. */
    newTracks: (owner) => this.upload(owner, '/api/v1/tracks/upload', 'audio', { title: 'fuzz', artist: 'x' }),
    failedTracks: async (owner) => {
      const id = await this.upload(owner, '/api/v1/tracks/upload', 'audio', { title: 'fuzz', artist: 'x' }, 'hollow.wav');
      const State = z.object({ status: z.literal('failed') });
      await eventually('a track that failed', async () => (await owner.get(`/api/v1/tracks/${id}`)).as(State), { ms: READY_MS });
      return id;
    },
    rooms: async (owner) => {
      const { id } = (await owner.post('/api/v1/chat/rooms', { json: { name: word() } })).expect(201).as(Id);
      await this.inRoom(String(id), (socket) => socket.say(String(id), word(), word()));
      return id;
    },
    users: async () => (await this.cast.person('stranger')).id,
    /** In whose name nothing else is asked: they may be banned. */
    outcasts: async () => (await signUp(this.world, 'fuzz_outcast')).id,
    userIdText: async () => String((await this.cast.person('stranger')).id),
    reports: () => this.report(),
    practitioners: async () => {
      const admin = this.world.rest.as((await this.cast.person('admin')).accessToken);
      const cabinet = await this.look('cabinets', { doomed: false, list: '' });
      const workingHours = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, start: '08:00', end: '18:00' }));
      const facts = { userId: String((await this.cast.person('owner')).id), firstName: 'Ada', lastName: 'Fuzz', workingHours };
      return (await admin.post(`/api/cabinets/${String(cabinet)}/practitioners`, { json: facts })).expect(201).as(Id).id;
    },
    absences: async (owner) => {
      const practitioner = await this.look('practitioners', { doomed: false, list: '' });
      this.days += 1;
      const day = new Date(Date.now() + this.days * 86_400_000).toISOString().slice(0, 10);
      const times = { startTime: `${day}T09:00:00Z`, endTime: `${day}T10:00:00Z` };
      return (await owner.post(`/api/practitioners/${String(practitioner)}/absences`, { json: times })).expect(201).as(Id).id;
    },
    uploadToken: async () => {
      const room = String(await this.look('rooms', { doomed: false, list: '' }));
      const facts = { room_id: room, filename: 'a.wav', mime_type: 'audio/wav', size: 100_000 };
      return this.inRoom(room, async (socket) => {
        socket.send({ type: 'file_upload', id: word(), timestamp: Date.now(), data: facts });
        const { data } = await socket.frame('file_upload_ready');
        return new URL(String(data.upload_url)).searchParams.get('token');
      });
    },
    fileToken: async (owner) => {
      const token = await this.look('uploadToken', { doomed: false, list: '' });
      this.forget('uploadToken');
      (await owner.put(`/chat-uploads?token=${String(token)}`, { body: new Uint8Array(FILES['tone.wav'] ?? []) })).expect(201);
      const room = await this.look('rooms', { doomed: false, list: '' });
      const History = z.array(z.object({ attachments: z.array(z.object({ url: z.string() })) }));
      const messages = (await owner.get(`/api/v1/chat/rooms/${String(room)}/messages`)).expect(200).as(History);
      return new URL(messages.at(-1)?.attachments[0]?.url ?? '').searchParams.get('token');
    },
  };

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

  /** The owner on a connection of its own: one for all would be in every room of a long run, and may join a hundred. */
  private async inRoom<Made>(room: string, act: (socket: VezaV1) => Promise<Made>): Promise<Made> {
    const socket = await VezaV1.open(this.world.chat(1).origin, (await this.cast.person('owner')).accessToken);
    try {
      await socket.join(room);
      return await act(socket);
    } finally {
      await socket.close();
    }
  }

  private async report(): Promise<unknown> {
    const room = String(await this.look('rooms', { doomed: false, list: '' }));
    const { id } = await this.inRoom(room, (socket) => socket.say(room, word(), word()));
    const stranger = await VezaV1.open(this.world.chat(2).origin, (await this.cast.person('stranger')).accessToken);
    await stranger.join(room);
    stranger.send({ type: 'report_message', id: word(), timestamp: Date.now(), data: { message_id: id, reason: 'spam' } });
    const { data } = await stranger.frame('report_received');
    await stranger.close();
    return data.report_id;
  }

  private async session(): Promise<unknown> {
    const person = await this.doomed.person('owner');
    const Sessions = z.object({ sessions: z.array(z.object({ id: z.string() })) });
    const answer = await this.world.rest.as(person.accessToken).get('/api/v1/users/me/sessions');
    return answer.status === 200 ? answer.as(Sessions).sessions[0]?.id : 'none';
  }

  /**
   * The newest such secret that was mailed to the doomed owner; asks for one first where `path` says how. Mails are written
   * after the answer, and nobody says whether there will be one: what was asked for is done when no request waits any more.
   */
  private async mailed(path: string | undefined, secret: RegExp): Promise<unknown> {
    const { email } = await this.doomed.person('owner');
    if (path !== undefined) {
      await this.world.rest.post(path, { json: { email } });
      const waiting = () => this.world.database.query('SELECT FROM identity.mail_requests');
      await eventually('all mails to be written', async () => (await waiting()).length === 0);
    }
    const Mails = z.array(z.object({ text: z.string() }));
    const mails = (await this.world.rest.get(`/dev/outbox?to=${email}`)).expect(200).as(Mails);
    const secrets = mails.flatMap(({ text }) => secret.exec(text)?.[1] ?? []);
    return secrets.at(-1) ?? 'no mail came';
  }

  private async cursor(list: string): Promise<unknown> {
    const owner = this.world.rest.as((await this.cast.person('owner')).accessToken);
    const Next = z.string().nullish();
    const Page = z.object({ next_cursor: Next, pagination: z.object({ nextCursor: Next }).optional() });
    const answer = await owner.get(`${list}?limit=1`);
    if (answer.status !== 200) return 'no cursor';
    const { next_cursor: next, pagination } = answer.as(Page);
    return next ?? pagination?.nextCursor ?? 'no cursor';
  }
}

/** What goes with a thing. */
const WITH: Record<string, readonly string[]> = { products: ['files'], rooms: ['uploadToken', 'reports'] };
