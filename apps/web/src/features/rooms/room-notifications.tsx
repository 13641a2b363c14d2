import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Room, SetRoomNotificationsBody } from '@veza/sdk';
import { useFormatter, useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { ErrorNote } from '../../ui/error-note.js';
import { SelectField } from '../../ui/select-field.js';
import styles from './room-dialog.module.css';
import { pauseOf } from '../../chat/shown-unread.js';
import { changeRoom } from './use-rooms.js';

const LEVELS = ['all', 'mentions', 'nothing'] as const;
const HOURS = [1, 8, 24, 168];
const HOUR_MS = 3_600_000;

/** What a room notifies the person about, and a pause of it that ends by itself. */
export function RoomNotifications({ room }: { room: Room }) {
  const t = useTranslations('rooms.notifications');
  const format = useFormatter();
  const veza = useVeza();
  const queries = useQueryClient();
  const { level = 'all' } = room.notifications ?? {};
  const pause = pauseOf(room);
  const set = useMutation({
    mutationFn: async (body: Required<SetRoomNotificationsBody>) => {
      await veza.setRoomNotifications({ path: { id: room.id }, body });
      changeRoom(queries, room.id, (before) => ({ ...before, notifications: body }));
    },
  });
  const paused_until = pause?.toISOString() ?? null;
  return (
    <>
      <SelectField
        label={t('title')}
        options={LEVELS.map((value) => ({ value, label: t(`levels.${value}`) }))}
        value={set.isPending ? set.variables.level : level}
        disabled={set.isPending}
        onChange={({ target: { value } }) => set.mutate({ level: LEVELS.find((each) => each === value) ?? 'all', paused_until })}
      />
      {pause ? (
        <p className={styles.entry} role="status">
          <span className={styles.name}>
            {t('pausedUntil', { time: format.dateTime(pause, { dateStyle: 'medium', timeStyle: 'short' }) })}
          </span>
          <Button busy={set.isPending} onClick={() => set.mutate({ level, paused_until: null })}>
            {t('resume')}
          </Button>
        </p>
      ) : (
        <SelectField
          label={t('pause')}
          options={[
            { value: '', label: t('noPause') },
            ...HOURS.map((hours) => ({ value: String(hours), label: t('hours', { hours }) })),
          ]}
          value=""
          disabled={set.isPending}
          onChange={({ target: { value } }) => {
            if (value === '') return;
            set.mutate({ level, paused_until: new Date(Date.now() + Number(value) * HOUR_MS).toISOString() });
          }}
        />
      )}
      {set.error && <ErrorNote error={set.error} />}
    </>
  );
}
