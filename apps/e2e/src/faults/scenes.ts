import type { Random } from '@veza/testing';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestSystem } from '../test-system.js';
import type { Audience } from './audience.js';
import type { Timeline } from './timeline.js';

const CHATS = ['chat 1', 'chat 2', 'chat 3'] as const;
type Chat = (typeof CHATS)[number];
/** A client that has joined again is stored by then. */
const STORED_MS = 1_000;

/** What a scene does to the system: faults, one after the other, all of them over when it ends. */
export interface Scene {
  readonly name: string;
  play(faults: Faults): Promise<void>;
}

/** Faults of processes and lines. Pauses are random, because the moment of a fault matters and no test decides it. */
export class Faults {
  constructor(
    private readonly system: TestSystem,
    private readonly audience: Audience,
    private readonly random: Random,
    private readonly timeline: Timeline,
  ) {}

  chat(): Chat {
    return this.random.oneOf(CHATS);
  }

  twoChats(): [Chat, Chat] {
    const [one, two, three] = CHATS;
    return this.random.oneOf<[Chat, Chat]>([
      [one, two],
      [two, three],
      [three, one],
    ]);
  }

  pause(maxMs: number): Promise<void> {
    return sleep(this.random.below(maxMs));
  }

  async kill(chat: Chat): Promise<void> {
    this.timeline.note(`KILL ${chat}`);
    await this.system.service(chat).kill();
  }

  async terminate(chat: Chat): Promise<void> {
    this.timeline.note(`STOP ${chat}`);
    await this.system.service(chat).stop();
  }

  async begin(chat: Chat): Promise<void> {
    await this.system.begin(chat);
    this.timeline.note(`${chat} is ready again`);
  }

  async killRedis(): Promise<void> {
    this.timeline.note('KILL Redis');
    await this.system.redis.kill();
  }

  /** @param wipe its data is deleted */
  async startRedis(wipe: boolean): Promise<void> {
    await this.system.redis.restart({ wipe });
    this.timeline.note(wipe ? 'Redis is back, empty' : 'Redis is back, with its data');
  }

  freezeRedis(): void {
    this.timeline.note('FREEZE Redis');
    process.kill(this.system.redis.pid, 'SIGSTOP');
  }

  thawRedis(): void {
    process.kill(this.system.redis.pid, 'SIGCONT');
    this.timeline.note('Redis goes on');
  }

  /** Some lines break, or pass nothing for a while and then break. */
  async breakLines(): Promise<void> {
    const isSilent = this.random.next() < 0.5;
    this.timeline.note(isSilent ? 'lines are SILENT' : 'lines BREAK');
    for (const line of this.audience.lines) {
      if (isSilent) line.silence();
      else line.break();
    }
    await this.pause(3_000);
    for (const line of this.audience.lines) line.mend();
    this.timeline.note('lines are whole');
  }

  /** The clients of some lines lose their sockets, and the server does not see it. */
  vanishLines(): void {
    this.timeline.note('lines VANISH');
    for (const line of this.audience.lines) line.vanish();
  }

  /** For a while some lines pass data in one direction only, then they break. */
  async halveLines(): Promise<void> {
    const way = this.random.oneOf(['up', 'down'] as const);
    this.timeline.note(`lines pass nothing ${way === 'up' ? 'from' : 'to'} their clients`);
    for (const line of this.audience.lines) line.silence(way);
    await this.pause(3_000);
    for (const line of this.audience.lines) line.mend();
    this.timeline.note('lines are whole');
  }

  /** Postgres stands still for this long, and no connection to it breaks. */
  async freezePostgres(maxMs: number): Promise<void> {
    this.timeline.note('FREEZE Postgres');
    const thaw = await this.system.database.freeze();
    await this.pause(maxMs).finally(thaw);
    this.timeline.note('Postgres goes on');
  }

  /** Some clients close their sockets, come back and join again. */
  async leaveAndReturn(): Promise<void> {
    for (const each of this.audience.listeners) if (each.isPresent && this.random.next() < 0.3) each.leave();
    await sleep(STORED_MS); // a published client is back after a second
    await this.audience.present();
    await sleep(STORED_MS);
  }
}

const scene = (name: string, play: Scene['play']): Scene => ({ name, play });

/** Two faults in a row, in the orders that matter. The first ones are played in every run. */
export const SCENES: readonly Scene[] = [
  scene('Redis loses its data, then a replica is killed', async (faults) => {
    const chat = faults.chat();
    await faults.killRedis();
    await faults.startRedis(true);
    await faults.pause(3_000);
    await faults.kill(chat);
    await faults.begin(chat);
  }),
  scene('a replica is killed, then Redis loses its data', async (faults) => {
    const chat = faults.chat();
    await faults.kill(chat);
    await faults.pause(1_500);
    await faults.killRedis();
    await faults.startRedis(true);
    await faults.begin(chat);
  }),
  scene('a replica is killed while Redis is frozen', async (faults) => {
    const chat = faults.chat();
    faults.freezeRedis();
    try {
      await faults.pause(3_000);
      await faults.kill(chat);
      await faults.pause(2_000);
    } finally {
      faults.thawRedis();
    }
    await faults.begin(chat);
  }),
  scene('a replica is killed while Redis is away', async (faults) => {
    const chat = faults.chat();
    await faults.killRedis();
    await faults.pause(2_000);
    await faults.kill(chat);
    await faults.pause(3_000);
    await faults.startRedis(false);
    await faults.begin(chat);
  }),
  scene('lines vanish without a sign', async (faults) => {
    faults.vanishLines();
    await faults.pause(2_000);
  }),
  scene('lines vanish, and a replica is killed meanwhile', async (faults) => {
    const chat = faults.chat();
    faults.vanishLines();
    await faults.pause(2_500);
    await faults.kill(chat);
    await faults.begin(chat);
  }),
  scene('Postgres is frozen while lines vanish and a replica is killed', async (faults) => {
    const chat = faults.chat();
    const frozen = faults.freezePostgres(3_000);
    faults.vanishLines();
    await faults.pause(1_500);
    await faults.kill(chat);
    await frozen;
    await faults.begin(chat);
  }),
  scene('lines pass one direction only while Redis is frozen', async (faults) => {
    faults.freezeRedis();
    try {
      await Promise.all([faults.halveLines(), faults.pause(2_500)]);
    } finally {
      faults.thawRedis();
    }
  }),
  scene('two replicas are killed', async (faults) => {
    const [one, other] = faults.twoChats();
    await faults.kill(one);
    await faults.pause(2_000);
    await faults.kill(other);
    await Promise.all([faults.begin(one), faults.begin(other)]);
  }),
  scene('lines break, and a replica is killed meanwhile', async (faults) => {
    const chat = faults.chat();
    await Promise.all([faults.breakLines(), faults.pause(1_000).then(() => faults.kill(chat))]);
    await faults.begin(chat);
  }),
  scene('clients leave and come back', (faults) => faults.leaveAndReturn()),
  scene('a replica is killed while Redis is away and loses its data', async (faults) => {
    const chat = faults.chat();
    await faults.killRedis();
    await faults.pause(2_000);
    await faults.kill(chat);
    await faults.pause(3_000);
    await faults.startRedis(true);
    await faults.begin(chat);
  }),
  scene('a replica is stopped, then Redis loses its data', async (faults) => {
    const chat = faults.chat();
    await faults.terminate(chat);
    await faults.killRedis();
    await faults.startRedis(true);
    await faults.begin(chat);
  }),
  scene('lines vanish, then Redis loses its data', async (faults) => {
    faults.vanishLines();
    await faults.pause(3_000);
    await faults.killRedis();
    await faults.startRedis(true);
  }),
  scene('lines vanish while Redis is away, and a replica is killed', async (faults) => {
    const chat = faults.chat();
    await faults.killRedis();
    faults.vanishLines();
    await faults.pause(2_000);
    await faults.kill(chat);
    await faults.startRedis(false);
    await faults.begin(chat);
  }),
  scene('Postgres is frozen, and lines pass one direction only', async (faults) => {
    await Promise.all([faults.freezePostgres(3_000), faults.halveLines()]);
  }),
  scene('Redis is frozen, then loses its data', async (faults) => {
    faults.freezeRedis();
    await faults.pause(4_000);
    await faults.killRedis();
    await faults.startRedis(true);
  }),
];
