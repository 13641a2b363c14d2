import { expect, jest, test } from '@jest/globals';
import { DEFAULT_PREFERENCES, type User } from './user.js';
import { UserCardsService } from './user-cards.service.js';

const ada: User = {
  id: 7,
  username: 'ada',
  email: 'ada@example.test',
  emailVerified: true,
  passwordHash: '',
  secondFactor: false,
  botOf: null,
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
  deletedAt: null,
  version: '1',
};

test('known and unknown ids are read once in five seconds', async () => {
  const byIds = jest.fn(async (ids: readonly number[]) => [ada].filter(({ id }) => ids.includes(id)));
  const cards = new UserCardsService({ byIds });
  for (let i = 0; i < 3; i += 1) expect([...(await cards.names([7, 8, 7])).keys()]).toEqual([7]);
  expect(byIds.mock.calls).toEqual([[[7, 8]]]);
  cards.forget(7);
  await cards.names([7, 8]);
  expect(byIds.mock.calls[1]).toEqual([[7]]);
});
