import { createHash, randomBytes } from 'node:crypto';
import { SoftwarePasskey, totpCode } from '@veza/testing';
import { z } from 'zod';
import type { TestSystem } from '../test-system.js';
import { signUp, type TestUser } from '../test-users.js';

const FACTORS = '/api/v1/users/me/second-factors';
const Enrolment = z.object({ uri: z.string() });
const Codes = z.object({ recovery_codes: z.array(z.string()) });
const CreationOptions = z.object({ challenge: z.string(), rp: z.object({ id: z.string() }) });
const RequestOptions = z.object({ challenge: z.string(), rpId: z.string() });
const Refusal = z.object({ details: z.tuple([z.object({ message: z.string() })]) });

/** Second factors: of the owner for requests about them, and of another account for sign-ins. */
export class FactorFixtures {
  /** An account that signs in with its recovery codes, until they are used up. */
  private account?: Promise<{ user: TestUser; codes: string[] }>;

  /** The last ticket of a set-up; the passkey beside it in a request is made with it. */
  private setUpTicket: Promise<string> = Promise.resolve('none');
  /** An account that signs in with its passkey. */
  private passkey?: Promise<SoftwarePasskey>;

  constructor(
    private readonly system: TestSystem,
    private readonly owner: () => Promise<TestUser>,
  ) {}

  readonly perCall: Record<string, () => Promise<unknown>> = {
    enrollingPassword: async () => (await this.unprotected()).password,
    totpCode: async () => this.enrol(await this.unprotected()),
    /** The account itself is not marked, so that it goes on signing in without a code. */
    protectedPassword: async () => {
      const { id, password } = await this.unprotected();
      await this.system.database.query(
        `INSERT INTO identity.totp_factors (user_id, secret, confirmed_at) VALUES (${id}, '', now())`,
      );
      return password;
    },
    signInTicket: async () => {
      const { email, password } = (await this.signingIn()).user;
      const refusal = await this.system.rest.post('/api/v1/login', { json: { email, password } });
      return refusal.expect(403).as(Refusal).details[0].message;
    },
    newPasskey: async () => this.create(await this.owner(), new SoftwarePasskey()),
    passkeyAssertion: async () => {
      const passkey = await (this.passkey ??= this.makePasskey());
      const options = (await this.system.rest.post('/api/v1/login/passkey/options', { json: {} })).expect(200).as(RequestOptions);
      return passkey.get({ challenge: options.challenge, domain: options.rpId, origin: this.system.address });
    },
    /** Not of a real key. The account is not marked, as above. */
    passkeys: async () => {
      const { id } = await this.owner();
      const [passkey] = await this.system.database.query<{ id: string }>(
        `INSERT INTO identity.passkeys (user_id, credential_id, public_key, counter, transports, name, backed_up)
         VALUES (${id}, gen_random_uuid()::text, '', 0, '{}', 'fuzz', false) RETURNING id`,
      );
      return passkey?.id;
    },
    /** Of a user who has lost every factor. */
    lockedOutUsers: async () => {
      const { id } = await signUp(this.system, 'fuzz_locked_out');
      await this.system.database.query(`UPDATE identity.users SET second_factor = true WHERE id = ${id}`);
      return id;
    },
    setUpTicket: () => (this.setUpTicket = this.beginSetUp()),
    setUpPasskey: async () => ({ name: 'fuzz', credential: await this.createWith(await this.setUpTicket) }),
    recoveryCode: async () => {
      const { codes } = await this.signingIn();
      if (codes.length === 1) this.account = undefined;
      return codes.shift();
    },
  };

  private async unprotected(): Promise<TestUser> {
    const user = await this.owner();
    await this.system.database.query(`DELETE FROM identity.totp_factors WHERE user_id = ${user.id}`);
    return user;
  }

  /** The ticket that a sign-in to an account of such a role gets. */
  private async beginSetUp(): Promise<string> {
    const { id } = await signUp(this.system, 'fuzz_setup');
    const ticket = randomBytes(32).toString('base64url');
    const digest = createHash('sha256').update(ticket).digest('hex');
    await this.system.database.query(
      `INSERT INTO identity.sign_in_tickets (digest, user_id, remember, sets_up, expires_at)
       VALUES (decode('${digest}', 'hex'), ${id}, false, true, now() + interval '5 minutes')`,
    );
    return ticket;
  }

  /** Null with a ticket that an earlier request used up. */
  private async createWith(ticket: string) {
    const reply = await this.system.rest.post('/api/v1/login/setup/passkey/options', { json: { ticket } });
    if (reply.status !== 200) return null;
    const { challenge, rp } = reply.as(CreationOptions);
    return new SoftwarePasskey().create({ challenge, domain: rp.id, origin: this.system.address });
  }

  private async create({ accessToken }: TestUser, passkey: SoftwarePasskey) {
    const reply = await this.system.rest.as(accessToken).post('/api/v1/users/me/passkeys/options');
    const { challenge, rp } = reply.expect(200).as(CreationOptions);
    return passkey.create({ challenge, domain: rp.id, origin: this.system.address });
  }

  private async makePasskey(): Promise<SoftwarePasskey> {
    const user = await signUp(this.system, 'fuzz_passkey');
    const passkey = new SoftwarePasskey();
    const json = { name: 'fuzz', credential: await this.create(user, passkey) };
    (await this.system.rest.as(user.accessToken).post('/api/v1/users/me/passkeys', { json })).expect(201);
    return passkey;
  }

  private signingIn() {
    return (this.account ??= this.makeAccount());
  }

  private async makeAccount() {
    const user = await signUp(this.system, 'fuzz_factor');
    const json = { code: await this.enrol(user) };
    const confirmed = await this.system.rest.as(user.accessToken).post(`${FACTORS}/totp/confirm`, { json });
    return { user, codes: confirmed.expect(200).as(Codes).recovery_codes };
  }

  private async enrol({ accessToken, password }: TestUser): Promise<string> {
    const enrolled = await this.system.rest.as(accessToken).post(`${FACTORS}/totp`, { json: { password } });
    return totpCode(enrolled.expect(201).as(Enrolment).uri, Date.now());
  }
}
