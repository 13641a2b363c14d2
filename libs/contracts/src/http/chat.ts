import { groupRoutes } from './chat-groups.js';
import { inviteLinkRoutes } from './chat-invite-links.js';
import { messageRoutes } from './chat-messages.js';
import { moderationRoutes } from './chat-moderation.js';
import { pinRoutes } from './chat-pins.js';
import { roomRoutes } from './chat-rooms.js';
import { savedMessageRoutes } from './chat-saved-messages.js';
import { threadRoutes } from './chat-threads.js';

export const chatRoutes = {
  ...roomRoutes,
  ...groupRoutes,
  ...messageRoutes,
  ...moderationRoutes,
  ...pinRoutes,
  ...inviteLinkRoutes,
  ...savedMessageRoutes,
  ...threadRoutes,
};
