import { Controller, type INestApplicationContext, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import {
  type AlbumView,
  type Caller,
  catalog,
  chat,
  community,
  DeclaredError,
  identity,
  media,
  type ResourceView,
  type RpcContract,
  type RpcInput,
  type RpcReply,
  type RpcRequest,
  rpcsOf,
  type TrackView,
} from '@veza/contracts';
import { Database, migrateService, type SqlExecutor } from '@veza/database';
import { AppLogger, loadConfig, rpcKeys, type RunningService, startService } from '@veza/platform';
import { migratedDatabase, testRedis } from '@veza/testing';
import {
  CurrentCaller,
  type EventDelivery,
  Input,
  Rpc,
  RpcClient,
  type RpcKeys,
  RpcServer,
  TransportModule,
} from '@veza/transport';
import pg from 'pg';
import { AppModule } from '../src/app.module.js';
import { CommunityConfigSchema } from '../src/config.js';
import { DeletionsController } from '../src/deletions/deletions.controller.js';
import { FollowsService } from '../src/follows/follows.service.js';
import { extensions, migrations } from '../src/migrations/index.js';
import { NoticedEventsController } from '../src/notices/noticed-events.controller.js';
import { PersonalDataService } from '../src/personal-data/personal-data.service.js';
import { PublicationsController } from '../src/publications/publications.controller.js';
import { StandingService } from '../src/standing/standing.service.js';

/** A stand-in for the tracks and albums of media, behind its contract. */
@Controller()
export class TracksStub {
  private readonly tracks = new Map<number, TrackView>();
  /** Those that everybody sees, with a track. */
  private readonly albums = new Map<number, AlbumView>();

  /** A track of this user, or the same one with other facts. */
  put(id: number, uploaderId: number, facts: Partial<TrackView> = {}): number {
    const named = { id, title: `track ${id}`, artist: 'Ada', filename: 'la.wav', uploaderId };
    const nothing = { album: null, genre: null, trackNumber: null, year: null, waveformUrl: null, cover: null, error: null };
    const sound = { durationSeconds: 1, loudnessLufs: null, truePeakDbtp: null, status: 'ready' as const, progress: 100 };
    const shown = { tags: [], isPublic: true, downloadable: false, playCount: 0, createdAt: new Date(0).toISOString() };
    this.tracks.set(id, { ...named, ...nothing, ...sound, ...shown, replacement: null, ...facts });
    return id;
  }

  delete(id: number): void {
    this.tracks.delete(id);
  }

  album(id: number, ownerId: number): number {
    const named = { id, ownerId, title: `album ${id}`, description: '', kind: 'album' as const, releaseDate: null };
    const sums = { trackCount: 1, durationSeconds: 1, cover: null, hasOwnCover: false, isPublic: true };
    const at = new Date(0).toISOString();
    this.albums.set(id, { ...named, ...sums, createdAt: at, updatedAt: at, version: '1' });
    return id;
  }

  deleteAlbum(id: number): void {
    this.albums.delete(id);
  }

  @Rpc(media.albums.among)
  amongAlbums(@Input() { ids }: RpcInput<typeof media.albums.among>) {
    return { albums: ids.flatMap((id) => this.albums.get(id) ?? []) };
  }

  @Rpc(media.tracks.among)
  among(@CurrentCaller() caller: Caller, @Input() { ids }: RpcInput<typeof media.tracks.among>) {
    const mayHear = ({ isPublic, uploaderId }: TrackView) => isPublic || (caller.kind === 'user' && caller.userId === uploaderId);
    return { tracks: ids.flatMap((id) => this.tracks.get(id) ?? []).filter(mayHear) };
  }
}

/** A stand-in for the things of the catalog. */
@Controller()
export class CatalogStub {
  /** Of the facts that this service passes on; a new field of a product changes nothing here. */
  private readonly products = new Map<number, object>();
  private readonly resources = new Map<number, ResourceView>();

  product(id: number, ownerId: number): number {
    const named = { id, name: `product ${id}`, sku: null, description: '', category: null, pictures: [], ownerId };
    const at = new Date(0).toISOString();
    this.products.set(id, { ...named, price: '1.00', currency: 'EUR', prices: null, stock: 1, createdAt: at, updatedAt: at });
    return id;
  }

  resource(id: number, uploaderId: number, isPublic = true): number {
    const file = { filename: 'kick.wav', type: 'audio/wav', size: 1, category: 'sample' as const, tags: [] };
    const counts = { downloads: 0, rating: 0, ratingsCount: 0 };
    const named = { id, title: `resource ${id}`, description: '', uploaderId, createdAt: new Date(0).toISOString() };
    this.resources.set(id, { ...named, ...file, ...counts, isPublic });
    return id;
  }

  delete(kind: 'products' | 'resources', id: number): void {
    this[kind].delete(id);
  }

  @Rpc(catalog.products.among)
  amongProducts(@Input() { ids }: RpcInput<typeof catalog.products.among>) {
    return { products: ids.flatMap((id) => this.products.get(id) ?? []) };
  }

  @Rpc(catalog.resources.among)
  amongResources(@Input() { ids }: RpcInput<typeof catalog.resources.among>) {
    return { resources: ids.flatMap((id) => this.resources.get(id) ?? []).filter(({ isPublic }) => isPublic) };
  }
}

/** A stand-in for the messages of the chat: all are readable, but for those that are hidden. */
@Controller()
export class ChatStub {
  readonly hidden = new Set<number>();

  @Rpc(chat.messages.readable)
  readable(@Input() { ids }: RpcInput<typeof chat.messages.readable>) {
    return { ids: ids.filter((id) => !this.hidden.has(id)) };
  }
}

/** A stand-in for the standing of accounts: all are established, but for those that are new. */
@Controller()
export class IdentityStub {
  readonly fresh = new Set<number>();
  asked = 0;

  @Rpc(identity.users.standing)
  standing(@Input() { userId }: RpcInput<typeof identity.users.standing>) {
    this.asked += 1;
    return { isEstablished: !this.fresh.has(userId) };
  }
}

export interface Events {
  ban(userId: number, until?: string | null): Promise<void>;
  lift(userId: number): Promise<void>;
  block(userId: number, blockedId: number): Promise<void>;
  unblock(userId: number, blockedId: number): Promise<void>;
  erase(userId: number): Promise<void>;
  deleteTrack(trackId: number): Promise<void>;
  /** An event of media or the catalog about things that are published or no more, now or at a time. */
  published(handle: (controller: PublicationsController, delivery: EventDelivery) => Promise<void>, at?: string): Promise<void>;
  /** An event that is a notice, at one of the replicas. */
  noticed(handle: Noticed, at?: string, replica?: number): Promise<void>;
}

type Noticed = (controller: NoticedEventsController, delivery: EventDelivery) => Promise<void>;

/** The real service, in any number of replicas, on its own database and Redis. */
export interface CommunityUnderTest {
  call<C extends RpcContract>(contract: C, caller: Caller, input: RpcRequest<C>): Promise<RpcReply<C>>;
  sql<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  /** What the events of other services do, each in a transaction. */
  events: Events;
  /** Shows people whose ban has ended by its time. */
  showReturned(): Promise<void>;
  tracks: TracksStub;
  catalog: CatalogStub;
  chat: ChatStub;
  identity: IdentityStub;
  /** A provider of the first replica. */
  get<T>(provider: Type<T>): T;
  /** Counts in rows that differ from the relations: none. */
  wrongCounts(): Promise<unknown[]>;
  stop(): Promise<void>;
}

export async function startCommunity(replicas = 1, variables: Record<string, string> = {}): Promise<CommunityUnderTest> {
  const ends: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const end of ends.reverse()) await end();
  };
  try {
    return { ...(await start(replicas, variables, (end) => ends.push(end))), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function start(
  replicas: number,
  variables: Record<string, string>,
  onStop: (end: () => Promise<unknown>) => void,
): Promise<Omit<CommunityUnderTest, 'stop'>> {
  const secret = 'a secret of thirty-two characters or more';
  const logger = new AppLogger({ service: 'community', replica: 'test', level: 'fatal' });
  const database = await migratedDatabase('community', (ownerUrl) =>
    migrateService({ service: 'community', ownerUrl, secret, migrations, extensions, logger }),
  );
  onStop(() => database.drop());
  const redis = await testRedis();
  onStop(() => redis.stop());
  const pool = new pg.Pool({ connectionString: database.url, max: 2 });
  onStop(() => pool.end());

  const keys = rpcKeys({ VEZA_SECRET: secret, VEZA_SECRET_OTHERS: [] });
  const wire = { redisUrl: redis.url, keys, logger };
  const sounds = rpcsOf({ tracks: media.tracks.among, albums: media.albums.among });
  const peer = await startPeer({ ...wire, service: 'media', stub: TracksStub, contracts: sounds });
  onStop(() => peer.close());
  const talk = { readable: chat.messages.readable };
  const rooms = await startPeer({ ...wire, service: 'chat', stub: ChatStub, contracts: rpcsOf(talk) });
  onStop(() => rooms.close());
  const { products, resources } = catalog;
  const things = rpcsOf({ products: products.among, resources: resources.among });
  const store = await startPeer({ ...wire, service: 'catalog', stub: CatalogStub, contracts: things });
  onStop(() => store.close());
  const accounts = rpcsOf({ standing: identity.users.standing });
  const names = await startPeer({ ...wire, service: 'identity', stub: IdentityStub, contracts: accounts });
  onStop(() => names.close());
  const addresses = { REDIS_URL: redis.url, DATABASE_URL: database.url, OPS_PORT: '0' };
  const config = loadConfig(CommunityConfigSchema, {
    ...addresses,
    NODE_ENV: 'test',
    LOG_LEVEL: 'fatal',
    VEZA_SECRET: secret,
    ...variables,
  });
  const services: RunningService[] = [];
  for (let i = 0; i < replicas; i += 1) {
    const module = AppModule.forRoot(config);
    const contracts = rpcsOf(community);
    const service = await startService({ service: 'community', config, module, contracts, handleSignals: false });
    onStop(() => service.stop());
    services.push(service);
  }
  const [first] = services;
  if (!first) throw new Error('A replica is needed');
  const { app } = first;
  const within = (work: (tx: SqlExecutor) => Promise<void>) => app.get(Database).transaction(work);
  const tracks = peer.get(TracksStub);
  return {
    call: (contract, caller, input) => peer.get(RpcClient).call(contract, input, { caller }),
    sql: async (text, values) => (await pool.query(text, values)).rows,
    events: {
      ban: (userId, until = null) => within((tx) => app.get(StandingService).hide(tx, userId, until)),
      lift: (userId) => within((tx) => app.get(StandingService).show(tx, userId)),
      block: (userId, blockedId) =>
        within((tx) => app.get(FollowsService).blocked(tx, { userId, blockedId, personId: userId, blockedPersonId: blockedId })),
      unblock: (userId, blockedId) => within((tx) => app.get(FollowsService).unblocked(tx, { userId, blockedId })),
      erase: (userId) => within((tx) => app.get(PersonalDataService).erase(tx, userId)),
      deleteTrack: (trackId) => {
        tracks.delete(trackId);
        return within((tx) => app.get(DeletionsController).trackDeleted({ trackId, uploaderId: 1 }, delivery(tx)));
      },
      published: (handle, at = new Date().toISOString()) =>
        within((tx) => handle(app.get(PublicationsController), delivery(tx, at))),
      noticed: (handle, at = new Date().toISOString(), replica = 0) => {
        const service = services[replica] ?? first;
        return service.app.get(Database).transaction((tx) => handle(service.app.get(NoticedEventsController), delivery(tx, at)));
      },
    },
    showReturned: () => app.get(StandingService).showReturned(),
    tracks,
    catalog: store.get(CatalogStub),
    chat: rooms.get(ChatStub),
    identity: names.get(IdentityStub),
    get: (provider) => app.get(provider),
    wrongCounts: async () => (await pool.query(WRONG_COUNTS)).rows,
  };
}

const SHOWN = (column: string) => `NOT EXISTS (SELECT 1 FROM community.people h WHERE h.id = ${column} AND h.is_hidden)`;
const WRONG_COUNTS = `
  SELECT 'person' AS what, id, followers, following FROM community.people p
  WHERE followers <> (SELECT count(*) FROM community.follows WHERE followed_id = p.id AND ${SHOWN('follower_id')})
    OR following <> (SELECT count(*) FROM community.follows WHERE follower_id = p.id AND ${SHOWN('followed_id')})
  UNION ALL
  SELECT 'track', t.track_id, t.likes, 0 FROM community.liked_tracks t
  WHERE likes <> (SELECT count(*) FROM community.likes WHERE track_id = t.track_id AND ${SHOWN('person_id')})
  UNION ALL
  SELECT 'playlist', p.id, p.track_count, 0 FROM community.playlists p
  WHERE track_count <> (SELECT count(*) FROM community.playlist_tracks WHERE playlist_id = p.id)`;

const delivery = (tx: SqlExecutor, createdAt = new Date().toISOString()): EventDelivery => ({
  tx,
  createdAt,
  source: 'test',
  position: 1,
  name: 'test.things.changed',
});

interface PeerPlan {
  service: string;
  stub: Type<unknown>;
  contracts: RpcContract[];
  redisUrl: string;
  keys: RpcKeys;
  logger: AppLogger;
}

async function startPeer({ service, stub, ...wire }: PeerPlan): Promise<INestApplicationContext> {
  const { redisUrl, keys } = wire;
  @Module({
    imports: [TransportModule.forRoot({ service, redis: { rpc: redisUrl, events: redisUrl }, rpcKeys: keys })],
    controllers: [stub],
  })
  class Peer {}
  const app = await NestFactory.createMicroservice(Peer, { strategy: new RpcServer({ service, ...wire }), logger: false });
  await app.listen();
  return app;
}

export const user = (userId: number, facts: { role?: 'user' | 'moderator' | 'admin'; botOf?: number } = {}): Caller => ({
  kind: 'user',
  userId,
  sessionId: `session-${userId}`,
  role: 'user',
  ...facts,
});

/** The code of the DeclaredError, or "no error". */
export const codeOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'no error',
    (error: unknown) => (error instanceof DeclaredError ? error.code : error),
  );
