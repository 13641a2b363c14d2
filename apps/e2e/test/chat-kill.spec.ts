import { takePlaceIn } from '../src/story.js';

/** A world of its own, because a part of it dies, and a smaller one. The limits of a user are not what is told here. */
takePlaceIn({
  without: ['media', 'catalog', 'booking'],
  env: { CHAT_MESSAGES_PER_MINUTE: '100000', CHAT_MESSAGES_PER_HOUR: '100000' },
});

await import('./journeys/chat-kill.js');
