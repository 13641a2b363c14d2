import { Controller } from '@nestjs/common';
import { community, communityRoutes, type PeoplePage, type RouteInput, type WirePeoplePage } from '@veza/contracts';
import { RpcClient } from '@veza/transport';
import { Input, Route } from '../../edge/index.js';
import { wireFoundUser } from '../../identity/people/people.presenter.js';
import { PeopleService } from '../../identity/people/people.service.js';
import { PublicPeople } from './public-people.js';

type In<Name extends keyof typeof communityRoutes> = RouteInput<(typeof communityRoutes)[Name]>;

@Controller()
export class FollowsController {
  constructor(
    private readonly rpc: RpcClient,
    private readonly people: PeopleService,
    private readonly publicPeople: PublicPeople,
  ) {}

  @Route(communityRoutes.person)
  get(@Input() { params }: In<'person'>) {
    return this.publicPeople.get(params.name);
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
    return { people: (await this.people.shownAmong(ids)).map(wireFoundUser), next_cursor: nextCursor };
  }
}
