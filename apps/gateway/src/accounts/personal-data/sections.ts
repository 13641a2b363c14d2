import { Injectable } from '@nestjs/common';
import {
  booking,
  catalog,
  chat,
  community,
  media,
  type PersonalDataPage,
  type SectionOf,
  type UserCaller,
} from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { ACCOUNT_SECTIONS, type AccountSection, OwnAccountRepository } from './own-account.repository.js';

export type SectionName =
  | AccountSection
  | SectionOf<typeof booking.personalData.export>
  | SectionOf<typeof catalog.personalData.export>
  | SectionOf<typeof chat.personalData.export>
  | SectionOf<typeof community.personalData.export>
  | SectionOf<typeof media.personalData.export>;

export interface Section {
  name: SectionName;
  /** A page of rows, after the `next` of the one before. */
  read(after?: string): Promise<PersonalDataPage>;
}

/** The sections of an export: identity's own tables, and the export RPC of each service. */
@Injectable()
export class Sections {
  constructor(
    private readonly account: OwnAccountRepository,
    private readonly rpc: RpcClient,
  ) {}

  of(caller: UserCaller): Section[] {
    return [
      ...each(ACCOUNT_SECTIONS, (section, after) => this.account.own(section, caller.userId, after)),
      ...each(sectionsOf(chat.personalData.export), (section, after) =>
        this.rpc.call(chat.personalData.export, { section, after }, { caller }),
      ),
      ...each(sectionsOf(catalog.personalData.export), (section, after) =>
        this.rpc.call(catalog.personalData.export, { section, after }, { caller }),
      ),
      ...each(sectionsOf(media.personalData.export), (section, after) =>
        this.rpc.call(media.personalData.export, { section, after }, { caller }),
      ),
      ...each(sectionsOf(booking.personalData.export), (section, after) =>
        this.rpc.call(booking.personalData.export, { section, after }, { caller }),
      ),
      ...each(sectionsOf(community.personalData.export), (section, after) =>
        this.rpc.call(community.personalData.export, { section, after }, { caller }),
      ),
    ];
  }
}

const sectionsOf = <Name extends string>(contract: {
  request: { shape: { section: { options: readonly Name[] } } };
}): readonly Name[] => contract.request.shape.section.options;

const each = <Name extends SectionName>(
  names: readonly Name[],
  read: (section: Name, after?: string) => Promise<PersonalDataPage>,
): Section[] => names.map((name) => ({ name, read: (after) => read(name, after) }));
