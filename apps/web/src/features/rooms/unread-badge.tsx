import { useEffect } from 'react';
import { shownMentions } from '../../chat/shown-unread.js';
import { Unread } from './unread.js';
import { useConversations } from './use-conversations.js';
import { useLiveInbox } from './use-inbox.js';
import { useRooms } from './use-rooms.js';

/** How many messages are for this person: direct ones, and mentions in rooms. In the navigation, and in the title of the page. */
export function UnreadBadge() {
  useLiveInbox();
  const mentions = (useRooms().data ?? []).reduce((sum, room) => sum + shownMentions(room), 0);
  const direct = (useConversations().data ?? []).reduce((sum, { unread_count }) => sum + unread_count, 0);
  useTitleCount(mentions + direct);
  return <Unread count={mentions + direct} />;
}

/** Every page writes its own title; the count goes before it. */
function useTitleCount(count: number): void {
  useEffect(() => {
    const show = () => {
      const plain = document.title.replace(/^\(\d+\) /, '');
      const wanted = count > 0 ? `(${count}) ${plain}` : plain;
      if (document.title !== wanted) document.title = wanted;
    };
    show();
    const observer = new MutationObserver(show);
    observer.observe(document.head, { childList: true, characterData: true, subtree: true });
    return () => observer.disconnect();
  }, [count]);
}
