import { useTranslations } from 'use-intl';
import { Actions } from '../../ui/actions.js';
import { EmptyState } from '../../ui/empty-state.js';
import { RoomsIcon } from '../../ui/icons.js';
import { LinkButton } from '../../ui/link-button.js';
import { ownRooms, useRooms } from './use-rooms.js';

/** Beside the list, before a room is chosen: the way to the one with the latest words. */
export function NoRoomPage() {
  const t = useTranslations('rooms');
  const latest = ownRooms(useRooms().data ?? [])[0];
  return (
    <EmptyState icon={<RoomsIcon />} title={t('none.title')}>
      <Actions>
        {latest && (
          <LinkButton kind="primary" to="/rooms/$roomId" params={{ roomId: latest.id }}>
            {t('browse.openRoom', { name: latest.name })}
          </LinkButton>
        )}
        <LinkButton to="/rooms/browse">{t('browse.title')}</LinkButton>
      </Actions>
    </EmptyState>
  );
}
