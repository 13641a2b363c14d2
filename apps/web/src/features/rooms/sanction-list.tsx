import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Sanction } from '@veza/sdk';
import { useFormatter, useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { ErrorNote } from '../../ui/error-note.js';
import styles from './room-dialog.module.css';

/** The bans and mutes in force, each of which can be lifted. Nothing without any. */
export function SanctionList({ roomId }: { roomId: string }) {
  const t = useTranslations('rooms.room');
  const veza = useVeza();
  const { data } = useQuery({
    queryKey: ['sanctions', roomId],
    queryFn: async ({ signal }) => (await veza.listBans({ path: { id: roomId }, signal })).data,
  });
  if (!data || data.length === 0) return null;
  return (
    <>
      <h3>{t('inForce')}</h3>
      <ul className={styles.list}>
        {data.map((sanction) => (
          <Entry key={sanction.id} roomId={roomId} sanction={sanction} />
        ))}
      </ul>
    </>
  );
}

function Entry({ roomId, sanction: { user_id, username, kind, until } }: { roomId: string; sanction: Sanction }) {
  const t = useTranslations('rooms.room');
  const format = useFormatter();
  const veza = useVeza();
  const queries = useQueryClient();
  const lift = useMutation({
    mutationFn: async () => {
      await veza.unbanMember({ path: { id: roomId, userId: user_id } });
      await queries.invalidateQueries({ queryKey: ['sanctions', roomId] });
    },
  });
  const time = until === null ? t('forever') : format.dateTime(new Date(until), { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <li className={styles.entry}>
      <span className={styles.name}>{t(kind === 'mute' ? 'muted' : 'banned', { name: username, time })}</span>
      <Button busy={lift.isPending} aria-label={t('liftOf', { name: username })} onClick={() => lift.mutate()}>
        {t('lift')}
      </Button>
      {lift.error && <ErrorNote error={lift.error} />}
    </li>
  );
}
