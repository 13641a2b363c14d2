import { Inject, Injectable } from '@nestjs/common';
import { community, type PlaylistView, type WirePublicPerson } from '@veza/contracts';
import { CONFIG } from '@veza/platform';
import { RpcClient } from '@veza/transport';
import { type GatewayConfig, mediaOrigin } from '../../config.js';
import { PeopleService } from '../../identity/people/people.service.js';
import { wirePerson } from './community.presenter.js';

/** Names, pictures and words of people are of identity, their relations of community. */
@Injectable()
export class PublicPeople {
  /** Of public pictures. */
  private readonly origin: string;

  constructor(
    private readonly rpc: RpcClient,
    private readonly people: PeopleService,
    @Inject(CONFIG) config: GatewayConfig,
  ) {
    this.origin = mediaOrigin(config);
  }

  async get(name: string): Promise<WirePublicPerson> {
    const person = await this.people.shown(name);
    return wirePerson(person, await this.rpc.call(community.people.get, { personId: person.id }), this.origin);
  }

  /** With the latest public playlists. */
  async withPlaylists(name: string): Promise<{ person: WirePublicPerson; playlists: readonly PlaylistView[] }> {
    const shown = await this.people.shown(name);
    const of = { personId: shown.id };
    const [relations, { playlists }] = await Promise.all([
      this.rpc.call(community.people.get, of),
      this.rpc.call(community.playlists.listOfPerson, of),
    ]);
    return { person: wirePerson(shown, relations, this.origin), playlists };
  }
}
