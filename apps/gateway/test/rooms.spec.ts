import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { Controller, type INestMicroservice } from '@nestjs/common';
import { chat, type MemberView, type RoomRole, type RoomView, type RpcInput } from '@veza/contracts';
import { Input, Rpc } from '@veza/transport';
import { signUp, sharedGateways, type GatewaysUnderTest } from './gateway-under-test.js';
import { startService } from './service-of-the-test.js';

/** The pages of the directory, and changes of roles with If-Match: the chat has a few rooms, and one with members. */

const [OWNER, MODERATOR, MEMBER] = [9_001, 9_002, 9_003];
const NAMES = ['Choir', 'Choir & band', 'Choir & strings', 'General'];
const MEMBERS = '/api/v1/chat/rooms/choir/members';

let roles = new Map<number, RoomRole>();

const roomOf = (name: string): RoomView => ({
  id: name.toLowerCase().replaceAll(/\W+/g, '-'),
  kind: 'public',
  name,
  description: null,
  createdBy: OWNER,
  createdAt: '2026-01-01T00:00:00.000Z',
  memberCount: 3,
  memberLimit: null,
  slowMode: 0,
  lastMessage: null,
  isMember: false,
  role: null,
  isGroup: false,
  people: [],
  defaultRole: 'member',
  mute: null,
  notifications: null,
  unreadCount: 0,
  mentionCount: 0,
  lastReadSeq: 0,
  lastSeq: 0,
});

const memberOf = (userId: number, role: RoomRole): MemberView => ({
  userId,
  username: `user${userId}`,
  avatar: null,
  role,
  joinedAt: '2026-01-01T00:00:00.000Z',
});

@Controller()
class Rooms {
  /** The cursor is the place of the first room of a page. */
  @Rpc(chat.rooms.list)
  list(@Input() { search = '', limit, cursor = '0' }: RpcInput<typeof chat.rooms.list>) {
    const found = NAMES.filter((name) => name.toLowerCase().startsWith(search.toLowerCase()));
    const end = Number(cursor) + limit;
    return { rooms: found.slice(Number(cursor), end).map(roomOf), nextCursor: end < found.length ? String(end) : null };
  }

  @Rpc(chat.rooms.members)
  members() {
    return [...roles].map(([userId, role]) => memberOf(userId, role));
  }

  @Rpc(chat.rooms.setRole)
  setRole(@Input() { userId, role }: RpcInput<typeof chat.rooms.setRole>) {
    roles.set(userId, role);
    return memberOf(userId, role);
  }

  @Rpc(chat.rooms.handOver)
  handOver(@Input() { userId }: RpcInput<typeof chat.rooms.handOver>) {
    roles.set(OWNER, 'moderator').set(userId, 'owner');
    return memberOf(userId, 'owner');
  }
}

let gateways: GatewaysUnderTest;
let service: INestMicroservice;
let bearer = {};

beforeAll(async () => {
  gateways = await sharedGateways();
  const { list, members, setRole, handOver } = chat.rooms;
  const contracts = { list, members, setRole, handOver };
  service = await startService({ redisUrl: gateways.redis.url, service: 'chat', contracts, controller: Rooms });
  bearer = { authorization: `Bearer ${(await signUp(gateways.http())).accessToken}` };
});
beforeEach(() => {
  roles = new Map<number, RoomRole>([
    [OWNER, 'owner'],
    [MODERATOR, 'moderator'],
    [MEMBER, 'member'],
  ]);
});
afterAll(async () => {
  await service?.close();
  await gateways?.stop();
});

const get = (path: string) => gateways.http().get(path).set(bearer);

const walks = [
  ['limit=3', [NAMES.slice(0, 3), NAMES.slice(3)], 'limit=3&cursor=3'],
  ['search=choir%20%26&limit=1', [['Choir & band'], ['Choir & strings']], 'search=choir+%26&limit=1&cursor=1'],
] as const;

test.each(walks)('each page of the rooms names the next one in Link, the last names none: %s', async (query, pages, next) => {
  const seen: { names: string[]; link?: string }[] = [];
  let address = `?${query}`;
  do {
    const { headers, body } = await get(`/api/v1/chat/rooms${address}`).expect(200);
    seen.push({ names: body.map(({ name }: { name: string }) => name), link: headers['link'] });
    address = /^<(\?[^>]+)>; rel="next"$/.exec(headers['link'] ?? '')?.[1] ?? '';
  } while (address !== '' && seen.length <= NAMES.length);
  expect(seen.map(({ names }) => names)).toEqual(pages);
  expect(seen.map(({ link }) => link)).toEqual([`<?${next}>; rel="next"`, undefined]);
});

test.each(['page=2', 'offset=10', 'search=choir&Limit=5'])(
  'the rooms are not listed with another query name: %s',
  async (query) => {
    const { body } = await get(`/api/v1/chat/rooms?${query}`).expect(400);
    const name = query.split('&').at(-1)?.split('=')[0];
    expect(body).toMatchObject({ code: 'VALIDATION_FAILED', details: [{ field: name }] });
  },
);

const changes = [
  ['PATCH', `${MEMBERS}/${MEMBER}`, { role: 'moderator' }, { user_id: MEMBER, role: 'moderator' }],
  ['PUT', '/api/v1/chat/rooms/choir/owner', { user_id: MODERATOR }, { user_id: MODERATOR, role: 'owner' }],
] as const;

test.each(changes)(
  '%s %s with If-Match changes the members that were read, and no later ones',
  async (method, path, body, result) => {
    const change = (match: string) => {
      const http = gateways.http();
      return (method === 'PUT' ? http.put(path) : http.patch(path)).set(bearer).set('if-match', match).send(body);
    };
    const seen = String((await get(MEMBERS).expect(200)).headers['etag']);
    expect((await change(seen).expect(200)).body).toMatchObject(result);
    const after = await get(MEMBERS).expect(200);
    expect(after.headers['etag']).not.toBe(seen);
    roles.delete(MEMBER); // a member leaves
    const refused = await change(String(after.headers['etag'])).expect(412);
    const current = (await get(MEMBERS).expect(200)).body;
    expect(refused.body).toMatchObject({ code: 'PRECONDITION_FAILED', current });
    expect(current).toHaveLength(2);
  },
);
