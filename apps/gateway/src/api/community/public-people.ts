import { Inject, Injectable } from '@nestjs/common';
import { community, type WirePublicPerson } from '@veza/contracts';
import { CONFIG } from '@veza/platform';
import { RpcClient } from '@veza/transport';
import type { GatewayConfig } from '../../config.js';
import { PeopleService } from '../../identity/people/people.service.js';
import { wirePerson } from './community.presenter.js';

/** Names and words of people are of identity, their relations of community. */
@Injectable()
export class PublicPeople {
  constructor(
    private readonly rpc: RpcClient,
    private readonly people: PeopleService,
    @Inject(CONFIG) private readonly config: GatewayConfig,
  ) {}

  async get(name: string): Promise<WirePublicPerson> {
    const person = await this.people.shown(name);
    const { MEDIA_PUBLIC_URL, PUBLIC_URL } = this.config;
    const relations = await this.rpc.call(community.people.get, { personId: person.id });
    return wirePerson(person, relations, MEDIA_PUBLIC_URL ?? PUBLIC_URL);
  }
}
