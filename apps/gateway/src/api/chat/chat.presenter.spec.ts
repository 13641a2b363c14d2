import { expect, test } from '@jest/globals';
import type { MessageView, RoomView } from '@veza/contracts';
import { UserCardsService } from '../../identity/users/user-cards.service.js';
import { DEFAULT_PREFERENCES, type User } from '../../identity/users/user.js';
import { ChatPresenter } from './chat.presenter.js';

const user = (id: number, botOf: number | null, deletedAt: Date | null = null): User => ({
  id,
  username: `user${id}`,
  email: '',
  emailVerified: false,
  passwordHash: '',
  secondFactor: false,
  botOf,
  firstName: '',
  lastName: '',
  avatar: null,
  pictureId: null,
  bannerId: null,
  links: [],
  bio: '',
  role: 'user',
  preferences: DEFAULT_PREFERENCES,
  lastLoginAt: new Date(),
  createdAt: new Date(),
  deletedAt,
  version: '1',
});
const message = (userId: number): MessageView => ({
  id: userId,
  content: 'hi',
  userId,
  username: `user${userId}`,
  avatar: '',
  roomId: 'general',
  recipientId: null,
  type: 'text',
  replyTo: null,
  mentions: [],
  attachments: [],
  mediaUrl: null,
  mediaType: null,
  duration: null,
  createdAt: '',
  isEdited: false,
  isDeleted: false,
  seq: 1,
  reactions: [],
});

const accounts = [user(1, null), user(2, 1), user(3, 1, new Date())];
const presenter = new ChatPresenter(
  new UserCardsService({ byIds: async (ids) => accounts.filter(({ id }) => ids.includes(id)) }),
);

test('messages, members and the last message of a room mark a bot, and no person or erased bot', async () => {
  const marks = (found: readonly { bot?: true | undefined }[]) => found.map(({ bot }) => bot);
  expect(marks(await presenter.messages([1, 2, 3, 4].map(message)))).toEqual([undefined, true, undefined, undefined]);
  const members = [1, 2].map((userId) => ({ userId, username: '', avatar: '', role: 'member' as const, joinedAt: '' }));
  expect(marks(await presenter.members(members))).toEqual([undefined, true]);
  const room = { id: 'general', lastMessage: message(2) } as RoomView;
  expect((await presenter.room(room)).last_message).toMatchObject({ user_id: 2, bot: true });
  // As a replica of 0.3.0 replies, which knows no groups.
  const [earlier] = await presenter.rooms([{ ...room, lastMessage: null }]);
  expect(earlier).toMatchObject({ last_message: null, is_group: false, people: [], default_role: 'member' });
});
