import { ACCOUNT_CASES } from './account-cases.js';
import { BOOKING_CASES } from './booking-cases.js';
import { CHAT_CASES } from './chat-cases.js';
import { COMMUNITY_CASES } from './community-cases.js';
import type { HttpCases } from './http-case.js';
import { STORE_CASES } from './store-cases.js';

/** A row for each route, by its id. */
export const HTTP_CASES: HttpCases = { ...ACCOUNT_CASES, ...STORE_CASES, ...CHAT_CASES, ...BOOKING_CASES, ...COMMUNITY_CASES };
