import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Profile } from '@veza/sdk';
import { useRef } from 'react';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { meQuery } from '../../session/use-me.js';
import { Actions } from '../../ui/actions.js';
import { Avatar } from '../../ui/avatar.js';
import { Button } from '../../ui/button.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Note } from '../../ui/note.js';
import { Section } from '../../ui/section.js';
import { OwnProfile } from './own-profile.js';

/** The picture of the person, and the banner of the page. */
export function PictureSection() {
  const t = useTranslations('settings.picture');
  return (
    <Section title={t('title')} hint={t('hint')}>
      <OwnProfile>
        {(me) => (
          <>
            <Avatar name={me.username} picture={me.avatar} size="large" />
            <Place of={me} place="picture" />
            <Place of={me} place="banner" />
          </>
        )}
      </OwnProfile>
    </Section>
  );
}

/** Chooses and removes one of the two. */
function Place({ of: { username }, place }: { of: Profile; place: 'picture' | 'banner' }) {
  const t = useTranslations('settings.picture');
  const veza = useVeza();
  const queries = useQueryClient();
  const field = useRef<HTMLInputElement>(null);
  const change = useMutation({
    mutationFn: async (picture: File | undefined) => {
      const isPicture = place === 'picture';
      if (!picture) await (isPicture ? veza.dropMyPicture() : veza.dropMyBanner());
      else await (isPicture ? veza.setMyPicture({ body: { picture } }) : veza.setMyBanner({ body: { picture } }));
      await Promise.all([
        queries.invalidateQueries({ queryKey: meQuery(veza).queryKey }),
        queries.invalidateQueries({ queryKey: ['person', username.toLocaleLowerCase()] }),
        queries.invalidateQueries({ queryKey: ['picture'] }),
      ]);
    },
  });
  const isPicture = place === 'picture';
  return (
    <>
      <input
        ref={field}
        type="file"
        accept="image/jpeg,image/png,image/webp"
        aria-label={t(place)}
        hidden
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) change.mutate(file);
          target.value = '';
        }}
      />
      {change.error && <ErrorNote error={change.error} />}
      {change.isSuccess && <Note>{t(change.variables ? 'saved' : 'removed')}</Note>}
      <Actions>
        <Button busy={change.isPending} onClick={() => field.current?.click()}>
          {t(isPicture ? 'choosePicture' : 'chooseBanner')}
        </Button>
        <Button kind="danger" disabled={change.isPending} onClick={() => change.mutate(undefined)}>
          {t(isPicture ? 'removePicture' : 'removeBanner')}
        </Button>
      </Actions>
    </>
  );
}
