import { useMemo, useState } from 'react';
import { useReadThing } from '../../notices/use-notices.js';
import { PlaceView } from './place-view.js';
import { RoomHeader } from './room-header.js';
import { StandingNote } from './standing-note.js';
import { useRooms } from './use-rooms.js';
import { useStanding } from './use-standing.js';

interface RoomViewProps {
  roomId: string;
  around: number | string | undefined;
  /** A message of the thread that is open. */
  thread: number | undefined;
}

export function RoomView({ roomId, around, thread }: RoomViewProps) {
  const room = useRooms().data?.find(({ id }) => id === roomId);
  const [known, setKnown] = useState(room);
  if (room && room !== known) setKnown(room); // a room that is closed to the person is not listed, and keeps its name here
  const [visit, setVisit] = useState(0);
  const place = useMemo(() => ({ room: roomId }), [roomId]);
  useReadThing('room', roomId);
  const { standing, settle } = useStanding(roomId, room);
  const join = () => {
    settle();
    setVisit(visit + 1);
  };
  const mayJoin = standing?.kind === 'lifted' || (standing?.kind === 'removed' && (room ?? known)?.is_private === false);
  return (
    <PlaceView
      key={visit}
      place={place}
      around={around}
      thread={thread}
      name={(room ?? known)?.name ?? roomId}
      header={<RoomHeader roomId={roomId} room={room ?? known} />}
      closed={standing && <StandingNote standing={standing} onJoin={mayJoin ? join : undefined} />}
    />
  );
}
