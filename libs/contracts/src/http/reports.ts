import { z } from 'zod';
import { ReportPerson, ThingKind } from '../chat/index.js';
import { http } from './route.js';
import { created } from './successes.js';

const Body = z.strictObject({
  kind: ThingKind,
  id: z.int().min(1).max(2_147_483_647).describe('Id of the thing; of a part of a page that of its person.'),
  reason: ReportPerson.shape.reason,
  details: ReportPerson.shape.details,
});

/** The list of the moderators, with the reports of messages and of users, is a part of the chat. */
export const reportRoutes = {
  reportThing: http('POST', '/reports', {
    tag: 'Community',
    access: 'user',
    id: 'reportThing',
    permission: 'chat.moderation.reportThing',
    summary: 'Report a thing to the moderators',
    description:
      'The thing is attached as it is now; one that the caller may not read does not exist. An open report of it by the ' +
      'caller is changed instead of a second one. A user reports 20 times an hour, and nothing of its own. The owner is ' +
      'not informed. Users are reported with `POST /chat/reports`, messages over the socket.',
    body: Body,
    success: created('The report.', z.object({ report_id: z.int().describe('Id of the report.') })),
    errors: ['NOT_FOUND'],
  }),
};
