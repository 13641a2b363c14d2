import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { SearchIcon } from '../../ui/icons.js';
import { LinkButton } from '../../ui/link-button.js';
import { Section } from '../../ui/section.js';
import styles from './appointments.page.module.css';

/** The cabinets that know the person, and the way to others. `isFirst`: the page leads there already. */
export function OwnCabinets({ isFirst }: { isFirst: boolean }) {
  const t = useTranslations('booking.cabinets');
  const veza = useVeza();
  const { data } = useQuery({
    queryKey: ['own-patients'],
    queryFn: async ({ signal }) => (await veza.listOwnPatients({ signal })).data.items,
  });
  const known = new Map((data ?? []).map(({ cabinetId, cabinet }) => [cabinetId, cabinet]));
  if (isFirst && known.size === 0) return null;
  return (
    <Section title={t('title')} hint={t('hint')}>
      <ul className={styles.cabinets}>
        {[...known].map(([cabinet, name]) => (
          <li key={cabinet}>
            <LinkButton to="/book/$cabinet" params={{ cabinet }}>
              {name}
            </LinkButton>
          </li>
        ))}
        <li>
          <LinkButton to="/book" kind="primary">
            <SearchIcon />
            {t('find')}
          </LinkButton>
        </li>
      </ul>
    </Section>
  );
}
