import { Module } from '@nestjs/common';
import { SignedUrlsModule } from '../signed-urls/signed-urls.module.js';
import { TracksModule } from '../tracks/tracks.module.js';
import { RecentPlaysController } from './recent-plays.controller.js';
import { RecentPlaysRepository } from './recent-plays.repository.js';
import { RecentPlaysService } from './recent-plays.service.js';

@Module({
  imports: [TracksModule, SignedUrlsModule],
  controllers: [RecentPlaysController],
  providers: [RecentPlaysService, RecentPlaysRepository],
})
export class RecentPlaysModule {}
