import { Injectable } from '@nestjs/common';
import { community, type WirePublicPerson } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { PeopleService } from '../../identity/people/people.service.js';
import { wirePerson } from './community.presenter.js';

/** Names and words of people are of identity, their relations of community. */
@Injectable()
export class PublicPeople {
  constructor(
    private readonly rpc: RpcClient,
    private readonly people: PeopleService,
  ) {}

  async get(name: string): Promise<WirePublicPerson> {
    const person = await this.people.shown(name);
    return wirePerson(person, await this.rpc.call(community.people.get, { personId: person.id }));
  }
}
