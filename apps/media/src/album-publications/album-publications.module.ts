import { Module } from '@nestjs/common';
import { AlbumPublicationsRepository } from './album-publications.repository.js';

/** For changes of albums and of their tracks, in the same transaction. */
@Module({ providers: [AlbumPublicationsRepository], exports: [AlbumPublicationsRepository] })
export class AlbumPublicationsModule {}
