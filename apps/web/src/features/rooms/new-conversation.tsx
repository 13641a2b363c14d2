import { useNavigate } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { Dialog } from '../../ui/dialog.js';
import { PeopleSearch } from './people-search.js';

/** The dialogue that finds a person to write to. */
export function NewConversation({ onClose }: { onClose(): void }) {
  const t = useTranslations('rooms.people');
  const navigate = useNavigate();
  return (
    <Dialog title={t('start')} onClose={onClose}>
      <PeopleSearch
        onChoose={({ id }) => {
          onClose();
          void navigate({ to: '/rooms/people/$userId', params: { userId: id } });
        }}
      />
    </Dialog>
  );
}
