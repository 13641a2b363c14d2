import { Module } from '@nestjs/common';
import { LinkPreviewsController } from './link-previews.controller.js';

/** What pages elsewhere say of themselves, for the links in messages (decision 276). */
@Module({ controllers: [LinkPreviewsController] })
export class LinkPreviewsModule {}
