import { Controller } from '@nestjs/common';
import { community, communityRoutes, type PeoplePage, type RouteInput, type WirePeoplePage } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { Input, Route } from '../../edge/index.js';
import { PeopleService } from '../../identity/people/people.service.js';
import { wireListedPerson, wirePerson } from './community.presenter.js';

type In<Name extends keyof typeof communityRoutes> = RouteInput<(typeof communityRoutes)[Name]>;

/** Names and words of people are of identity, their relations of community. */
@Controller()
export class FollowsController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly people: PeopleService,
  ) {}

  @Route(communityRoutes.person)
  async get(@Input() { params }: In<'person'>) {
    const person = await this.people.shown(params.name);
    return wirePerson(person, await this.rpc.call(community.people.get, { personId: person.id }));
  }

  @Route(communityRoutes.followers)
  async followers(@Input() { params, query }: In<'followers'>) {
    const { id } = await this.people.shown(params.name);
    return this.page(await this.rpc.call(community.followers.list, { personId: id, ...query }));
  }

  @Route(communityRoutes.following)
  async following(@Input() { params, query }: In<'following'>) {
    const { id } = await this.people.shown(params.name);
    return this.page(await this.rpc.call(community.following.list, { personId: id, ...query }));
  }

  @Route(communityRoutes.follow)
  async follow(@Input() { params }: In<'follow'>) {
    const { id } = await this.people.shown(params.name);
    return this.rpc.call(community.follows.put, { personId: id });
  }

  @Route(communityRoutes.unfollow)
  async unfollow(@Input() { params }: In<'unfollow'>) {
    const { id } = await this.people.shown(params.name);
    return this.rpc.call(community.follows.remove, { personId: id });
  }

  /** A ban that community has not heard of yet holds here already. */
  private async page({ ids, nextCursor }: PeoplePage): Promise<WirePeoplePage> {
    return { people: (await this.people.shownAmong(ids)).map(wireListedPerson), next_cursor: nextCursor };
  }
}
