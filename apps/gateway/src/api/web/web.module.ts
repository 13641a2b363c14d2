import { Module } from '@nestjs/common';
import { LinksModule } from '../links/links.module.js';
import { WebBuildsRepository } from './web-builds.repository.js';
import { WebClient } from './web-client.js';

@Module({ imports: [LinksModule], providers: [WebClient, WebBuildsRepository] })
export class WebModule {}
