import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { useFresh } from '../../step-up/step-up.js';
import { BackLink } from '../../ui/back-link.js';
import { Button } from '../../ui/button.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import { Section } from '../../ui/section.js';
import { botsQuery } from './bots.js';
import { SettingsFrame } from './settings-frame.js';
import { TokensSection } from './tokens-section.js';

const route = getRouteApi('/shared/signed-in/settings/programs/$botId');

/** One bot: its tokens, and its end. */
export function BotPage() {
  const t = useTranslations('settings.bots');
  const id = Number(route.useParams().botId);
  const { data: bots } = useQuery(botsQuery(useVeza()));
  const name = bots?.find((bot) => bot.id === id)?.username ?? t('title');
  return (
    <SettingsFrame title={name} back={<BackLink to="/settings/programs">{t('back')}</BackLink>}>
      <TokensSection bot={id} />
      <RemoveSection id={id} name={name} />
    </SettingsFrame>
  );
}

function RemoveSection({ id, name }: { id: number; name: string }) {
  const t = useTranslations('settings.bots');
  const veza = useVeza();
  const fresh = useFresh();
  const queries = useQueryClient();
  const navigate = route.useNavigate();
  const [isAsking, setAsking] = useState(false);
  const remove = async (): Promise<void> => {
    await fresh(() => veza.removeBot({ path: { id } }));
    await queries.invalidateQueries(botsQuery(veza));
    await navigate({ to: '/settings/programs', replace: true });
  };
  return (
    <Section title={t('remove')} hint={t('removeText')}>
      <div>
        <Button kind="danger" onClick={() => setAsking(true)}>
          {t('removeOf', { name })}
        </Button>
      </div>
      {isAsking && (
        <ConfirmDialog title={t('removeOf', { name })} action={t('remove')} onConfirm={remove} onClose={() => setAsking(false)}>
          {t('removeText')}
        </ConfirmDialog>
      )}
    </Section>
  );
}
