import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { LANGUAGES } from '../i18n/languages.js';
import { preferences, THEMES } from '../preferences/preferences.js';
import { usePreferences } from '../preferences/use-preferences.js';
import type { NavigationEntry } from '../routing/navigation-entry.js';
import { useSession } from '../session/session-context.js';
import { useMe } from '../session/use-me.js';
import { CloseIcon, RoomsIcon, SettingsIcon, SunIcon } from '../ui/icons.js';
import { isMatch } from '../ui/matching.js';
import type { Entry } from './entry.js';
import { places } from './places.js';

const MOST_ROOMS = 5;

/** What needs no request: pages, things to do, and the own rooms as the list of messages has them. */
export function useOwnEntries(typed: string, navigation: readonly NavigationEntry[]): Entry[] {
  const t = useTranslations('palette');
  const nav = useTranslations('app.navigation');
  const languages = useTranslations('ui.languages');
  const session = useSession();
  const { language, theme } = usePreferences();
  const { data: me } = useMe();
  const rooms = useQuery({
    queryKey: ['rooms'],
    queryFn: async ({ signal }) => (await session.veza.listRooms({ signal })).data,
  });
  const isFor = ({ roles }: Pick<NavigationEntry, 'roles'>) =>
    roles === undefined || (me !== undefined && roles.includes(me.role));
  const pages: Entry[] = [
    ...navigation
      .filter((entry) => isFor(entry) && entry.Only === undefined)
      .map(({ to, label, Icon }) => ({ to, Icon, title: nav(label) })),
    ...places.filter(isFor).map(({ to, label, Icon }) => ({ to, Icon, title: t(`places.${label}`) })),
  ].map(({ to, Icon, title }) => ({ key: to, group: 'pages', title, Icon, act: { link: { to } } }));
  const actions: Entry[] = [
    ...THEMES.filter((each) => each !== theme).map((each): Entry => ({
      key: each,
      group: 'actions',
      title: t(`themes.${each}`),
      Icon: SunIcon,
      act: { run: () => preferences.set({ theme: each }) },
    })),
    ...LANGUAGES.filter((each) => each !== language).map((each): Entry => ({
      key: each,
      group: 'actions',
      title: languages(each),
      Icon: SettingsIcon,
      act: { run: () => preferences.set({ language: each }) },
    })),
    {
      key: 'sign-out',
      group: 'actions',
      title: t('signOut'),
      Icon: CloseIcon,
      act: { run: () => void session.leave(() => session.veza.signOut()) },
    },
  ];
  const own = (rooms.data ?? [])
    .filter(({ is_member, name }) => (is_member || typed.trim() !== '') && isMatch(typed, name))
    .sort((a, b) => (b.last_message?.created_at ?? b.created_at).localeCompare(a.last_message?.created_at ?? a.created_at))
    .slice(0, MOST_ROOMS)
    .map(({ id, name }): Entry => ({
      key: `room ${id}`,
      group: 'rooms',
      title: name,
      Icon: RoomsIcon,
      act: { link: { to: '/rooms/$roomId', params: { roomId: id } } },
    }));
  return [...own, ...[...pages, ...actions].filter(({ title }) => isMatch(typed, title))];
}
