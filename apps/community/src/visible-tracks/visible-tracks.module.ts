import { Module } from '@nestjs/common';
import { PeopleModule } from '../people/people.module.js';
import { VisibleTracks } from './visible-tracks.js';

@Module({ imports: [PeopleModule], providers: [VisibleTracks], exports: [VisibleTracks] })
export class VisibleTracksModule {}
