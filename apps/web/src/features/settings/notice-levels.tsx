import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { NoticeLevels as Levels } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { reloadNotices } from '../../notices/use-notices.js';
import { useVeza } from '../../session/session-context.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Section } from '../../ui/section.js';
import { Skeleton } from '../../ui/skeleton.js';
import { useChosen } from '../../ui/use-chosen.js';
import styles from './notice-levels.module.css';

const KINDS = [
  'mention',
  'direct_message',
  'follow',
  'comment',
  'reply',
  'playlist',
  'profile_reset',
  'track_ready',
  'track_failed',
  'appointment',
] as const satisfies readonly (keyof Levels)[];
const PLACES = ['app', 'push', 'mail'] as const;

/** Of what a person is notified, and where: a row a kind. */
export function NoticeLevels() {
  const t = useTranslations('settings.levels');
  const veza = useVeza();
  const { data, error, refetch } = useQuery({
    queryKey: ['notice-levels'],
    queryFn: async ({ signal }) => (await veza.getNoticeLevels({ signal })).data,
  });
  return (
    <Section title={t('title')} hint={t('hint')}>
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      {!data && !error && <Skeleton label={t('title')} lines={4} />}
      {data && <Table levels={data} />}
    </Section>
  );
}

function Table({ levels }: { levels: Levels }) {
  const t = useTranslations('settings.levels');
  const veza = useVeza();
  const queries = useQueryClient();
  const set = useMutation({
    scope: { id: 'notice-levels' }, // one after the other: each carries all kinds
    mutationFn: (body: Levels) => veza.setNoticeLevels({ body }),
    onSettled: () => Promise.all([queries.invalidateQueries({ queryKey: ['notice-levels'] }), reloadNotices(queries)]),
  });
  const [shown, choose] = useChosen(levels, set.mutateAsync);
  return (
    <>
      {set.error && <ErrorNote error={set.error} />}
      <div className={styles.scroller}>
        <table className={styles.levels}>
          <caption className="visually-hidden">{t('title')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('kind')}</th>
              {PLACES.map((place) => (
                <th key={place} scope="col">
                  {t(`places.${place}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {KINDS.map((kind) => (
              <tr key={kind}>
                <th scope="row">{t(`kinds.${kind}`)}</th>
                {PLACES.map((place) => (
                  <td key={place}>
                    <input
                      type="checkbox"
                      className={styles.box}
                      aria-label={`${t(`kinds.${kind}`)}, ${t(`places.${place}`)}`}
                      checked={shown[kind][place]}
                      onChange={({ target }) => choose({ ...shown, [kind]: { ...shown[kind], [place]: target.checked } })}
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
