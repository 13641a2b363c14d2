const SERVICE = ['libs/contracts', 'libs/transport', 'libs/platform', 'libs/database'];

/**
 * The projects that each project imports. `apps` is the list of the services.
 *
 * @type {Record<string, string[]>}
 */
export const PROJECTS = {
  'libs/contracts': [],
  'libs/transport': ['libs/contracts'],
  'libs/platform': ['libs/contracts', 'libs/transport'],
  'libs/database': ['libs/contracts', 'libs/transport', 'libs/platform'],
  'libs/servers': [],
  'libs/sdk': [],
  'libs/testing': [...SERVICE, 'libs/servers'],
  apps: SERVICE,
  'apps/web': ['libs/sdk'],
  'apps/e2e': ['libs/contracts', 'libs/testing', 'libs/sdk'],
  'tools/bench': ['libs/contracts', 'libs/transport', 'libs/platform', 'libs/sdk', 'libs/servers'],
};

/** What tests of any project import as well. */
export const TEST_PROJECTS = ['libs/testing', 'libs/sdk'];

/**
 * Top folders of an app, lowest first: each imports only folders that stand before it. An app without an entry is only
 * held to have no cycles.
 *
 * @type {Record<string, string[]>}
 */
export const LAYERS = {
  'apps/booking/src': ['migrations', 'practice', 'calendar', 'patients', 'appointments', 'self-service', 'records'],
  'apps/gateway/src': ['migrations', 'edge', 'outbound', 'identity', 'notifications', 'accounts', 'api'],
  'apps/catalog/src': ['migrations', 'lists', 'objects', 'products', 'imports', 'resources', 'personal-data'],
  'apps/community/src': [
    'migrations',
    'people',
    'visible-tracks',
    'notices',
    'follows',
    'likes',
    'comments',
    'playlists',
    'publications',
    'standing',
    'deletions',
    'personal-data',
  ],
  'apps/media/src': [
    'migrations',
    'store',
    'signed-urls',
    'jobs',
    'objects',
    'notices',
    'album-publications',
    'tracks',
    'albums',
    'recent-plays',
    'transcodings',
    'transcode',
    'voices',
    'uploads',
    'outside-pictures',
    'link-previews',
    'resumable',
    'previews',
    'bytes',
    'personal-data',
  ],
  'apps/chat/src': [
    'protocol',
    'access',
    'user-directory',
    'redis',
    'migrations',
    'limits',
    'auth',
    'connections',
    'delivery',
    'commit',
    'history',
    'tracking',
    'admission',
    'search',
    'presence',
    'nova',
    'track-notices',
    'notices',
    'sanctions',
    'rooms',
    'resume',
    'conversations',
    'groups',
    'invite-links',
    'pins',
    'saved-messages',
    'threads',
    'messages',
    'files',
    'moderation',
    'personal-data',
    'retention',
  ],
  'apps/web/src': [
    'i18n',
    'preferences',
    'offline',
    'session',
    'routing',
    'chat',
    'ui',
    'step-up',
    'calendar',
    'editing',
    'player',
    'people',
    'albums',
    'playlists',
    'notices',
    'palette',
    'features',
    'app',
  ],
};

/**
 * Folders whose sub-folders do not import each other, whatever their order.
 */
export const SEPARATE = ['apps/web/src/features'];

/**
 * Imports from folder to folder that close a cycle and are still to be removed. The list only shrinks.
 *
 * @type {(readonly [from: string, to: string])[]}
 */
export const KNOWN_ARROWS = [];
