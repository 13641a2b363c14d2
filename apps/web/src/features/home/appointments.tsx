import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useFormatter, useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Item } from '../../ui/item-list.js';
import { LinkButton } from '../../ui/link-button.js';
import { Part } from './part.js';

const SHOWN = 3;

/** The own appointments that are still to come. */
export function Appointments() {
  const t = useTranslations('home.appointments');
  const format = useFormatter();
  const veza = useVeza();
  const query = useQuery({
    queryKey: ['own-appointments', 'first'],
    queryFn: async ({ signal }) => (await veza.listOwnAppointments({ query: {}, signal })).data.items,
    refetchOnWindowFocus: 'always', // the cabinet may have moved one
  });
  const coming = query.data?.filter(({ status }) => status === 'pending' || status === 'confirmed');
  return (
    <Part
      title={t('title')}
      query={query}
      items={coming?.slice(0, SHOWN)}
      none={
        <>
          <p>{t('none')}</p>
          <LinkButton to="/book">{t('book')}</LinkButton>
        </>
      }
      more={<Link to="/appointments">{t('all')}</Link>}
    >
      {({ id, startTime, practitioner, cabinet }) => (
        <Item
          key={id}
          title={
            <Link to="/appointments">
              {format.dateTime(new Date(startTime), { dateStyle: 'full', timeStyle: 'short', timeZone: cabinet.timezone })}
            </Link>
          }
        >
          <p>
            {practitioner} · {cabinet.name}
          </p>
        </Item>
      )}
    </Part>
  );
}
