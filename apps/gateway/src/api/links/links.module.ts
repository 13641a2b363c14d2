import { Module } from '@nestjs/common';
import { AlbumsModule } from '../albums/albums.module.js';
import { CommunityModule } from '../community/community.module.js';
import { ProductsModule } from '../products/products.module.js';
import { ResourcesModule } from '../resources/resources.module.js';
import { TracksModule } from '../tracks/tracks.module.js';
import { EmbedPages } from './embed-pages.js';
import { OEmbedController } from './oembed.controller.js';
import { CrawlerFiles } from './crawler-files.js';
import { FeedFiles } from './feed-files.js';
import { Feeds } from './feeds.js';
import { LinkLimits } from './link-limits.js';
import { ShownLists } from './shown-lists.js';
import { ShownPages } from './shown-pages.js';
import { ShownThings } from './shown-things.js';
import { SitemapPages } from './sitemap-pages.js';

@Module({
  imports: [TracksModule, AlbumsModule, ProductsModule, ResourcesModule, CommunityModule],
  controllers: [OEmbedController],
  providers: [ShownThings, ShownLists, ShownPages, SitemapPages, CrawlerFiles, EmbedPages, Feeds, FeedFiles, LinkLimits],
  exports: [ShownThings, ShownPages],
})
export class LinksModule {}
