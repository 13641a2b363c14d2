import { createHmac, randomBytes, randomInt, randomUUID, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { type Caller, type CodeRequest, DeclaredError, type RpcInput, type visits, type VisitView } from '@veza/contracts';
import type { Transaction } from '@veza/database';
import { CONFIG, keyring, type Keyring, mailboxOf, requireUser, type SecretKey } from '@veza/platform';
import type { BookingConfig } from '../../config.js';
import { PatientMailsService } from '../../patients/patient-mails/patient-mails.service.js';
import { PublicPagesService } from '../../calendar/public-pages/public-pages.service.js';
import { CabinetDatabase } from '../../practice/tenancy/cabinet-database.js';
import type { Visit } from './visit.entity.js';
import { VisitsRepository } from './visits.repository.js';

type In<Verb extends keyof typeof visits> = RpcInput<(typeof visits)[Verb]>;

/** Of one address in one cabinet; above it a request gets the usual response and no mail. */
const MOST_CODES_AN_HOUR = 20;
const SECRET_BYTES = 32;

/** Codes that confirm e-mail addresses, and the visits that begin with them. */
@Injectable()
export class VisitsService {
  private readonly keys: Keyring;

  constructor(
    @Inject(CONFIG) config: BookingConfig,
    private readonly database: CabinetDatabase,
    private readonly pages: PublicPagesService,
    private readonly visits: VisitsRepository,
    private readonly mails: PatientMailsService,
  ) {
    this.keys = keyring(config, 'booking.visit-codes');
  }

  /**
   * Patients are not looked up, so the response and its time are the same for every address. A code is worth nothing without
   * the id of its request, so other people use up neither the tries nor the life of a code.
   */
  async requestCode({ cabinet, email: given, language, network }: In<'requestCode'>): Promise<CodeRequest> {
    const [id, email, code] = [randomUUID(), given.toLowerCase(), String(randomInt(1_000_000)).padStart(6, '0')];
    await this.database.asPlatform(await this.pages.openCabinet(cabinet), async (tx, member) => {
      const { cabinetId } = member;
      // A code that is not mailed would still be a number that can be guessed, so none is stored.
      if ((await this.visits.recentCodes(tx, cabinetId, email)) >= MOST_CODES_AN_HOUR) return;
      await this.visits.insertCode(tx, { id, cabinetId, email, codeHash: hashOf(this.keys[0], id, code), network, language });
      await this.mails.code(tx, member, { recipient: email, language, code });
    });
    return { requestId: id };
  }

  /** The try is counted in a transaction of its own, before the code is compared. */
  async open({ cabinet, requestId, code, network }: In<'open'>): Promise<VisitView> {
    const cabinetId = await this.pages.openCabinet(cabinet);
    const found = await this.database.asPlatform(cabinetId, (tx) => this.visits.tryCode(tx, cabinetId, requestId));
    if (!found || !this.keys.some((key) => timingSafeEqual(found.codeHash, hashOf(key, requestId, code))))
      throw new DeclaredError('INVALID_CODE');
    return this.database.asPlatform(cabinetId, async (tx) => {
      if (!(await this.visits.takeCode(tx, cabinetId, requestId))) throw new DeclaredError('INVALID_CODE');
      return this.begin(tx, { cabinetId, email: found.email, language: found.language, userId: null, network });
    });
  }

  async openOwn(caller: Caller, { cabinet, email, language, network }: In<'openOwn'>): Promise<VisitView> {
    const { userId } = requireUser(caller);
    const cabinetId = await this.pages.openCabinet(cabinet);
    return this.database.asPlatform(cabinetId, (tx) =>
      this.begin(tx, { cabinetId, email: email.toLowerCase(), language, userId, network }),
    );
  }

  /** The visit of a secret at an open page; INVALID_TOKEN for an unknown or expired one, and for that of another cabinet. */
  async resolve(cabinet: string, secret: string): Promise<Visit> {
    const cabinetId = await this.pages.openCabinet(cabinet);
    const visit = await this.database.asPlatform(cabinetId, (tx) => this.visits.find(tx, cabinetId, secret));
    if (!visit) throw new DeclaredError('INVALID_TOKEN');
    return visit;
  }

  private async begin(
    tx: Transaction,
    visit: Pick<Visit, 'cabinetId' | 'email' | 'language' | 'userId' | 'network'>,
  ): Promise<VisitView> {
    const secret = randomBytes(SECRET_BYTES).toString('base64url');
    const expiresAt = await this.visits.insert(tx, { ...visit, emailKey: mailboxOf(visit.email) }, secret);
    return { visit: secret, expiresAt: expiresAt.toISOString() };
  }
}

const hashOf = (key: SecretKey, id: string, code: string) => createHmac('sha256', key).update(`${id} ${code}`).digest();
