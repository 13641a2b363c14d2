import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { IconButton } from '../../ui/button.js';
import { ErrorNote } from '../../ui/error-note.js';
import { PinIcon } from '../../ui/icons.js';
import { useGoverns, usePin, usePins } from './use-pins.js';

/** Pins a message of a room, or unpins it; for those who govern the room. */
export function PinButton({ roomId, messageId }: { roomId: string; messageId: number }) {
  const t = useTranslations('rooms.pins');
  const governs = useGoverns(roomId);
  const { data } = usePins(roomId, governs);
  const pin = usePin(roomId);
  const isPinned = data?.some(({ message }) => message.id === messageId) ?? false;
  const change = useMutation({ mutationFn: () => pin(messageId, !isPinned) });
  if (!governs) return null;
  return (
    <>
      <IconButton label={t(isPinned ? 'unpin' : 'pin')} busy={change.isPending} onClick={() => change.mutate()}>
        <PinIcon />
      </IconButton>
      {change.error && <ErrorNote error={change.error} />}
    </>
  );
}
