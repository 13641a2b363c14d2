import { getRouteApi } from '@tanstack/react-router';
import { instantOf } from './at.js';
import { PersonView } from './person-view.js';

const route = getRouteApi('/shared/signed-in/rooms/people/$userId');

/** The conversation with one person. */
export function PersonPage() {
  const { userId } = route.useParams();
  const { at } = route.useSearch();
  return <PersonView key={userId} userId={userId} around={instantOf(at)} />;
}
