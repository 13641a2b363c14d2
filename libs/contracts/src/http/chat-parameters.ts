import { z } from 'zod';
import { HistoryQuery, LONGEST_LIST, MessageId, RoomRef, UserId } from '../chat/index.js';

/** Path and query parameters of the chat routes. */

const PathUserId = z.coerce.number().pipe(UserId);

export const QueryUserId = z.coerce.number().pipe(UserId);

export const RoomParam = z.object({ id: RoomRef });
export const MemberParam = RoomParam.extend({ userId: PathUserId.describe('Id of the member.') });
export const RoomMessageParam = RoomParam.extend({
  messageId: z.coerce.number().pipe(MessageId).describe('Id of the message.'),
});
export const PersonParam = z.object({ userId: PathUserId.describe('Id of the other user.') });

/** The size of a page, as a query string carries it. */
export const pageSize = (byDefault: number) =>
  z.coerce.number().pipe(z.int().min(1).max(100)).default(byDefault).describe('Number of items to return, 1 to 100.');

const [, Instant] = HistoryQuery.shape.before.unwrap().options;
const anchor = (description: string) =>
  z
    .union([z.coerce.number().pipe(MessageId), Instant])
    .optional()
    .describe(description);

export const MessagePage = z.strictObject({
  limit: pageSize(50),
  before: anchor('Only messages before this message id or ISO 8601 instant. Default: the newest messages.'),
  after: anchor('The first messages after this message id, or from this ISO 8601 instant on. Excludes `before` and `around`.'),
  around: anchor(
    'The messages around this message id or ISO 8601 instant: half of the page precedes it. Excludes `before` and `after`.',
  ),
});

/** A list that the printed clients read whole, as a page. */
export const LongListQuery = z.strictObject({
  limit: z.coerce
    .number()
    .pipe(z.int().min(1).max(LONGEST_LIST))
    .default(LONGEST_LIST)
    .describe(`Number of items to return, 1 to ${LONGEST_LIST}.`),
  cursor: z.string().max(500).optional().describe('Opaque cursor of the next page, from the `Link` of the previous response.'),
});

export const OlderThan = z.coerce
  .number()
  .pipe(z.int().positive())
  .optional()
  .describe('Only items with a smaller id, for the next page.');

/** A signed token in a URL that chat gave out. */
export const SignedQuery = z.object({
  token: z.string().min(1).max(4_000).describe('The signed token of the URL.'),
});
