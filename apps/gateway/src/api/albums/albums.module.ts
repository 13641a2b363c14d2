import { Module } from '@nestjs/common';
import { PeopleModule } from '../../identity/people/people.module.js';
import { TracksModule } from '../tracks/tracks.module.js';
import { AlbumsController } from './albums.controller.js';
import { AlbumsPresenter } from './albums.presenter.js';

@Module({
  imports: [PeopleModule, TracksModule],
  controllers: [AlbumsController],
  providers: [AlbumsPresenter],
  exports: [AlbumsPresenter],
})
export class AlbumsModule {}
