import { useInfiniteQuery } from '@tanstack/react-query';
import type { SignIn } from '@veza/sdk';
import { useFormatter, useTranslations } from 'use-intl';
import type { Texts } from '../../i18n/texts.js';
import { useVeza } from '../../session/session-context.js';
import { Badge } from '../../ui/badge.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Item, ItemList } from '../../ui/item-list.js';
import { LoadMore } from '../../ui/load-more.js';
import { Section } from '../../ui/section.js';
import { Skeleton } from '../../ui/skeleton.js';
import { useDeviceName } from './use-device-name.js';

const BADGES = { refused: 'danger', 'first-step': 'warning', 'signed-in': 'good', changed: undefined } as const;
type Change = keyof Texts['settings']['signIns']['changes'] & string;

/** The sign-ins and refusals of half a year, and what changed in between. */
export function SignInsSection() {
  const t = useTranslations('settings.signIns');
  const veza = useVeza();
  const pages = useInfiniteQuery({
    queryKey: ['sign-ins'],
    queryFn: async ({ signal, pageParam }) =>
      (await veza.listSignIns({ query: { limit: 10, ...(pageParam !== '' && { cursor: pageParam }) }, signal })).data,
    initialPageParam: '',
    getNextPageParam: ({ next_cursor: next }) => next,
  });
  return (
    <Section title={t('title')} hint={t('hint')}>
      {pages.isPending && <Skeleton label={t('title')} lines={5} />}
      {pages.error && !pages.data && <ErrorNote error={pages.error} retry={() => void pages.refetch()} />}
      {pages.data && (
        <ItemList label={t('title')}>
          {pages.data.pages
            .flatMap((page) => page.sign_ins)
            .map((signIn, index) => (
              <SignInItem key={`${signIn.at} ${index}`} signIn={signIn} />
            ))}
        </ItemList>
      )}
      <LoadMore pages={pages} />
    </Section>
  );
}

function SignInItem({ signIn: { kind, method, detail, device, network, at } }: { signIn: SignIn }) {
  const t = useTranslations('settings.signIns');
  const format = useFormatter();
  const deviceName = useDeviceName();
  const isKnown = (change: string | null): change is Change => change !== null && t.has(`changes.${change as Change}`);
  const facts = [
    format.dateTime(new Date(at), { dateStyle: 'medium', timeStyle: 'short' }),
    device !== null && deviceName(device),
    network,
  ];
  return (
    <Item
      title={isKnown(detail) ? t(`changes.${detail}`) : method === null ? t('kinds.changed') : t(`methods.${method}`)}
      aside={<Badge kind={BADGES[kind]}>{t(`kinds.${kind}`)}</Badge>}
    >
      {facts.filter(Boolean).join(' · ')}
    </Item>
  );
}
