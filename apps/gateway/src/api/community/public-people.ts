import { Injectable } from '@nestjs/common';
import { community, type PlaylistView, type WirePublicPerson } from '@veza/contracts';
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

  /** With the latest public playlists. */
  async withPlaylists(name: string): Promise<{ person: WirePublicPerson; playlists: readonly PlaylistView[] }> {
    const shown = await this.people.shown(name);
    const of = { personId: shown.id };
    const [relations, { playlists }] = await Promise.all([
      this.rpc.call(community.people.get, of),
      this.rpc.call(community.playlists.listOfPerson, of),
    ]);
    return { person: wirePerson(shown, relations), playlists };
  }
}
