import { AnalyticsOverview, AnalyticsQuery } from '../booking/index.js';
import { http } from './route.js';
import { ok } from './successes.js';

export const WireAnalyticsOverview = AnalyticsOverview;

export const analyticsRoutes = {
  overview: http('GET', '/analytics/overview', {
    tag: 'Analytics',
    edition: 'nova',
    access: 'user',
    id: 'getAnalyticsOverview',
    permission: 'booking.analytics.overview',
    summary: 'Get figures about the appointments of the cabinet',
    description:
      'Bookings by status, type, origin, practitioner and date of their start; rates of missed and cancelled appointments; fill rate and lead time. As numbers for the whole range, and as a series. A range has at most 1,096 days.',
    query: AnalyticsQuery,
    success: ok('The figures.', WireAnalyticsOverview),
    errors: ['FORBIDDEN', 'NOT_FOUND'],
  }),
};
