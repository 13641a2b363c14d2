import { Module } from '@nestjs/common';
import { ProfilePicturesController } from './profile-pictures.controller.js';
import { ProfilePicturesService } from './profile-pictures.service.js';

/** The pictures that people upload of themselves, and the banners of their pages (decision 264). */
@Module({ controllers: [ProfilePicturesController], providers: [ProfilePicturesService] })
export class ProfilePicturesModule {}
