import { useSystem } from '../src/journey.js';

/** A smaller system of its own, because a part of it is killed. Limits of users are raised: they are tested elsewhere. */
useSystem({
  without: ['media', 'catalog', 'booking', 'community'],
  env: { CHAT_MESSAGES_PER_MINUTE: '100000', CHAT_MESSAGES_PER_HOUR: '100000' },
});

await import('./journeys/chat-kill.js');
