import { Module } from '@nestjs/common';
import { PeopleModule } from '../../identity/people/people.module.js';
import { AlbumsModule } from '../albums/albums.module.js';
import { ProductsModule } from '../products/products.module.js';
import { ResourcesModule } from '../resources/resources.module.js';
import { TracksModule } from '../tracks/tracks.module.js';
import { CommentsController } from './comments.controller.js';
import { FollowsController } from './follows.controller.js';
import { LikesController } from './likes.controller.js';
import { PublicationsController } from './publications.controller.js';
import { PublicationsPresenter } from './publications.presenter.js';
import { PlaylistsController } from './playlists.controller.js';
import { PlaylistsPresenter } from './playlists.presenter.js';
import { PublicPeople } from './public-people.js';

/** Relations between people and things (decision 245). */
@Module({
  imports: [PeopleModule, TracksModule, AlbumsModule, ProductsModule, ResourcesModule],
  controllers: [FollowsController, LikesController, CommentsController, PlaylistsController, PublicationsController],
  providers: [PublicPeople, PlaylistsPresenter, PublicationsPresenter],
  exports: [PublicPeople, PlaylistsPresenter],
})
export class CommunityModule {}
