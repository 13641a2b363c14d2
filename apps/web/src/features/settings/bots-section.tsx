import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Actions } from '../../ui/actions.js';
import { Button } from '../../ui/button.js';
import { Item } from '../../ui/item-list.js';
import { LoadedList } from '../../ui/loaded-list.js';
import { Section } from '../../ui/section.js';
import { botsQuery } from './bots.js';
import { CreateBot } from './create-bot.js';

/** Accounts of programs that belong to the person. */
export function BotsSection() {
  const t = useTranslations('settings.bots');
  const format = useFormatter();
  const bots = useQuery(botsQuery(useVeza()));
  const [isCreating, setCreating] = useState(false);
  return (
    <Section title={t('title')} hint={t('hint')}>
      <LoadedList label={t('title')} query={bots} items={bots.data} none={{ title: t('none'), hint: t('noneHint') }}>
        {({ id, username, first_name: name, created_at: at }) => (
          <Item
            key={id}
            title={
              <Link to="/settings/programs/$botId" params={{ botId: String(id) }}>
                {username}
              </Link>
            }
          >
            {[name, t('since', { date: format.dateTime(new Date(at), { dateStyle: 'medium' }) })].filter(Boolean).join(' · ')}
          </Item>
        )}
      </LoadedList>
      <Actions>
        <Button onClick={() => setCreating(true)}>{t('create')}</Button>
      </Actions>
      {isCreating && <CreateBot onClose={() => setCreating(false)} />}
    </Section>
  );
}
