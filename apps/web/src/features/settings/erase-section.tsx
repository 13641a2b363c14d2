import { useMutation } from '@tanstack/react-query';
import type { Profile } from '@veza/sdk';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useSession } from '../../session/session-context.js';
import { useFresh } from '../../step-up/step-up.js';
import { Actions } from '../../ui/actions.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Form, textOf } from '../../ui/form.js';
import { Section } from '../../ui/section.js';
import { TextField } from '../../ui/text-field.js';
import { OwnProfile } from './own-profile.js';

export function EraseSection() {
  const t = useTranslations('settings.erase');
  const [isOpen, setOpen] = useState(false);
  return (
    <Section title={t('title')} hint={t('hint')}>
      <Actions>
        <Button kind="danger" onClick={() => setOpen(true)}>
          {t('open')}
        </Button>
      </Actions>
      {isOpen && <OwnProfile>{(me) => <EraseDialog me={me} onClose={() => setOpen(false)} />}</OwnProfile>}
    </Section>
  );
}

/** The user name is typed once more: nothing brings the account back. */
function EraseDialog({ me, onClose }: { me: Profile; onClose(): void }) {
  const t = useTranslations('settings.erase');
  const session = useSession();
  const { veza } = session;
  const fresh = useFresh();
  const navigate = useNavigate();
  const [isOther, setOther] = useState(false);
  const erase = useMutation({
    mutationFn: async (): Promise<void> => {
      await fresh(() => veza.eraseMe());
      await navigate({ to: '/account-deleted', replace: true });
      await session.leave(async () => veza.tokens.write(undefined));
    },
  });
  const submit = (form: FormData) => {
    const isRight = textOf(form, 'name').trim() === me.username;
    setOther(!isRight);
    if (isRight) erase.mutate();
  };
  return (
    <Dialog title={t('open')} onClose={onClose}>
      <Form error={erase.error} onSubmit={submit}>
        <p>{t('text')}</p>
        <TextField
          label={t('name', { name: me.username })}
          name="name"
          autoComplete="off"
          autoCapitalize="none"
          fault={isOther ? t('otherName') : undefined}
          required
          autoFocus
        />
        <Button kind="danger" type="submit" busy={erase.isPending}>
          {t('submit')}
        </Button>
      </Form>
    </Dialog>
  );
}
