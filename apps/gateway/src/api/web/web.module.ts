import { Module } from '@nestjs/common';
import { WebBuildsRepository } from './web-builds.repository.js';
import { WebClient } from './web-client.js';

@Module({ providers: [WebClient, WebBuildsRepository] })
export class WebModule {}
