import { CreateCommunity1764800000024 } from './1764800000024-create-community.js';
import { Comments1764800000035 } from './1764800000035-comments.js';
import { Playlists1764800000036 } from './1764800000036-playlists.js';
import { ListPublications1764800000037 } from './1764800000037-list-publications.js';
import { Notices1764800000048 } from './1764800000048-notices.js';
import { RememberBans1764800000063 } from './1764800000063-remember-bans.js';

export const extensions = [];
export const migrations = [
  CreateCommunity1764800000024,
  Comments1764800000035,
  Playlists1764800000036,
  ListPublications1764800000037,
  Notices1764800000048,
  RememberBans1764800000063,
];
