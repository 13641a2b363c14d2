import { Controller, type INestMicroservice } from '@nestjs/common';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Caller, community, type NoticeView, type RpcInput } from '@veza/contracts';
import { CurrentCaller, Input, Rpc } from '@veza/transport';
import { DigestsService } from '../src/notifications/levels/digests.service.js';
import { type GatewaysUnderTest, signUp, signUpVerified, sharedGateways } from './gateway-under-test.js';
import { startService } from './service-of-the-test.js';

/** Unread notices of everybody, as community has them. */
const unread: NoticeView[] = [];
const readers: (number | undefined)[] = [];

@Controller()
class Community {
  @Rpc(community.notices.list)
  list(@CurrentCaller() caller: Caller, @Input() { kinds }: RpcInput<typeof community.notices.list>) {
    readers.push(caller.kind === 'user' ? caller.userId : undefined);
    return { notices: unread.filter(({ kind }) => kinds.includes(kind)), unread: 0, nextCursor: null };
  }
}

let gateways: GatewaysUnderTest;
let service: INestMicroservice;
beforeAll(async () => {
  gateways = await sharedGateways();
  const contracts = { list: community.notices.list };
  service = await startService({ redisUrl: gateways.redis.url, service: 'community', contracts, controller: Community });
});
afterAll(async () => {
  await service?.close();
  await gateways?.stop();
});

const notice = (kind: NoticeView['kind'], createdAt = new Date().toISOString()): NoticeView => {
  const facts = { id: 1, kind, actorId: 7, part: null, detail: null, read: false, createdAt };
  return { ...facts, thing: { kind: 'track', id: '21', title: 'Raga' } };
};
/** As the hour of the gateway does. */
const mailDue = () => gateways.app.get(DigestsService, { strict: false }).mailDue();
const aDayPasses = () => gateways.sql.query(`UPDATE notice_levels SET mailed_at = mailed_at - interval '1 day'`);

test('users who chose it get one mail a day with the numbers of what is new, and no name', async () => {
  const [wanting, other, unproven] = [
    await signUpVerified(gateways),
    await signUpVerified(gateways),
    await signUp(gateways.http()),
  ];
  for (const { accessToken } of [wanting, unproven])
    await gateways
      .http()
      .put('/api/v1/notices/levels')
      .set('authorization', `Bearer ${accessToken}`)
      .send({ comment: { app: true, push: false, mail: true } })
      .expect(200);
  const mails = async (to: string) => {
    const { body } = await gateways.http().get('/dev/outbox').query({ to }).expect(200);
    return body.filter(({ subject }: { subject: string }) => subject === 'Vos notifications non lues');
  };
  await mailDue(); // nothing is new
  expect(await mails(wanting.email)).toEqual([]);
  unread.push(notice('comment'), notice('comment'), notice('follow'));
  await mailDue(); // the day is not over
  expect(await mails(wanting.email)).toEqual([]);
  await aDayPasses();
  await Promise.all([mailDue(), mailDue(), mailDue()]);
  const [mail, ...more] = await mails(wanting.email);
  expect(more).toEqual([]);
  expect(mail.text).toContain('Commentaires sur vos morceaux : 2');
  expect(mail.text).toContain('/settings/notices');
  expect(mail.text).not.toMatch(/Raga|abonnés/);
  await aDayPasses();
  unread.splice(0, 3, notice('comment', new Date(Date.now() - 3 * 86_400_000).toISOString())); // Wall clock: an earlier notice.
  await mailDue();
  expect(await mails(wanting.email)).toHaveLength(1);
  expect(new Set(readers)).toEqual(new Set([wanting.id]));
  for (const { email } of [other, unproven]) expect(await mails(email)).toEqual([]);
});
