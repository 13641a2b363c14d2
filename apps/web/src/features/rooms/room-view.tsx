import { useMemo } from 'react';
import { PlaceView } from './place-view.js';
import { RoomHeader } from './room-header.js';
import { useRooms } from './use-rooms.js';

export function RoomView({ roomId, around }: { roomId: string; around: number | string | undefined }) {
  const room = useRooms().data?.find(({ id }) => id === roomId);
  const place = useMemo(() => ({ room: roomId }), [roomId]);
  return (
    <PlaceView place={place} around={around} name={room?.name ?? roomId} header={<RoomHeader roomId={roomId} room={room} />} />
  );
}
