import { Injectable } from '@nestjs/common';
import { DeclaredError, type ListPatients, type PatientFacts } from '@veza/contracts';
import type { Page, Transaction } from '@veza/database';
import type { Member } from '../../practice/tenancy/access.js';
import { isLikelyDuplicate } from './duplicates.js';
import type { Patient } from './patient.entity.js';
import { PatientsRepository } from './patients.repository.js';
import { searchTerms } from './search-terms.js';
import { isMisspelling } from './spelling.js';

const MOST_CANDIDATES = 5;
/** Addresses have no typos: another digit is another address. */
const NAME = /^\p{L}+$/u;

/** Finds patients by parts of their names and numbers, by their date of birth, by misspelled names, and likely duplicates. */
@Injectable()
export class PatientSearchService {
  constructor(private readonly patients: PatientsRepository) {}

  /** Patients with a typo in a name only if nothing else matches: exact matches would drown among them. */
  async list(tx: Transaction, member: Member, { search = '', ...page }: ListPatients): Promise<Page<Patient>> {
    const terms = searchTerms(search);
    const words = await this.patients.plain(tx, terms.words);
    const hasOthers = terms.phone !== undefined || terms.births.length > 0;
    if (words.length === 0 && !hasOthers) return this.patients.list(tx, member, page, terms.words.length > 0 ? { ids: [] } : {});
    const found = await this.patients.list(tx, member, page, { terms: { ...terms, words } });
    if (found.total > 0 || hasOthers) return found;
    const ids = await this.misspelled(tx, words);
    return ids.length === 0 ? found : this.patients.list(tx, member, page, { ids });
  }

  /** DUPLICATE with the ids of the candidates in `details`. */
  async requireNew(tx: Transaction, member: Member, facts: PatientFacts): Promise<void> {
    const { email = null, phone = null, dateOfBirth = null, firstName, lastName } = facts;
    const name = (await this.patients.plain(tx, [`${lastName} ${firstName}`]))[0] ?? '';
    const likeness = { name, email, phone, dateOfBirth };
    const likely = (await this.patients.candidates(tx, member, likeness)).filter((other) => isLikelyDuplicate(likeness, other));
    if (likely.length === 0) return;
    const details = likely.slice(0, MOST_CANDIDATES).map(({ id }) => ({ field: 'candidate', message: id }));
    throw new DeclaredError('DUPLICATE', { details });
  }

  private async misspelled(tx: Transaction, words: readonly string[]): Promise<string[]> {
    if (!words.every((word) => NAME.test(word))) return [];
    const [longest] = [...words].sort((one, other) => other.length - one.length);
    if (longest === undefined) return [];
    const similar = await this.patients.similar(tx, longest);
    return similar.filter(({ key }) => isMisspelling(words, key)).map(({ id }) => id);
  }
}
