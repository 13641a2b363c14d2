import { getRouteApi } from '@tanstack/react-router';
import { instantOf } from './at.js';
import { RoomView } from './room-view.js';

const route = getRouteApi('/shared/signed-in/rooms/$roomId');

/** Each room begins afresh: its messages, its draft and its place in the list are its own. */
export function RoomPage() {
  const { roomId } = route.useParams();
  const { at, thread } = route.useSearch();
  return <RoomView key={roomId} roomId={roomId} around={instantOf(at)} thread={thread} />;
}
