import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Profile, UpdateMeBody } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { meQuery } from '../../session/use-me.js';
import { Button } from '../../ui/button.js';
import { Form, textOf } from '../../ui/form.js';
import { Note } from '../../ui/note.js';
import { Section } from '../../ui/section.js';
import { TextAreaField } from '../../ui/text-area-field.js';
import { TextField } from '../../ui/text-field.js';
import { type FaultText, useFaultText } from '../../ui/use-fault-text.js';
import { OwnProfile } from './own-profile.js';

/** The names and the text that other people see. */
export function ProfileSection() {
  const t = useTranslations('settings.profile');
  return (
    <Section title={t('title')} hint={t('hint')}>
      <OwnProfile>{(me) => <ProfileForm me={me} />}</OwnProfile>
    </Section>
  );
}

function ProfileForm({ me }: { me: Profile }) {
  const t = useTranslations('settings.profile');
  const veza = useVeza();
  const queries = useQueryClient();
  const faults = useFaultText();
  const save = useMutation({
    mutationFn: async (body: UpdateMeBody) => (await veza.updateMe({ body })).data,
    onSuccess: (profile) => queries.setQueryData(meQuery(veza).queryKey, profile),
  });
  const fields: FaultText['fields'] = save.error ? faults(save.error).fields : {};
  // A fault of one address names its place, such as `links.2`.
  const linksFault = Object.entries(fields).find(([name]) => name.startsWith('links'))?.[1];
  return (
    <Form
      error={save.error}
      onSubmit={(form) =>
        save.mutate({
          username: textOf(form, 'username').trim(),
          first_name: textOf(form, 'firstName').trim(),
          last_name: textOf(form, 'lastName').trim(),
          bio: textOf(form, 'bio').trim(),
          links: textOf(form, 'links').split(/\s+/).filter(Boolean),
        })
      }
    >
      <TextField
        label={t('username')}
        name="username"
        autoComplete="nickname"
        defaultValue={me.username}
        fault={fields.username}
        minLength={2}
        maxLength={40}
        required
      />
      <TextField
        label={t('firstName')}
        name="firstName"
        autoComplete="given-name"
        defaultValue={me.first_name}
        fault={fields.first_name}
        maxLength={100}
      />
      <TextField
        label={t('lastName')}
        name="lastName"
        autoComplete="family-name"
        defaultValue={me.last_name}
        fault={fields.last_name}
        maxLength={100}
      />
      <TextAreaField
        label={t('bio')}
        hint={t('bioHint')}
        name="bio"
        defaultValue={me.bio}
        fault={fields.bio}
        maxLength={2_000}
        rows={4}
      />
      <TextAreaField
        label={t('links')}
        hint={t('linksHint')}
        name="links"
        inputMode="url"
        spellCheck={false}
        defaultValue={me.links.join('\n')}
        fault={linksFault}
        rows={2}
      />
      {save.isSuccess && <Note>{t('saved')}</Note>}
      <Button kind="primary" type="submit" busy={save.isPending}>
        {t('submit')}
      </Button>
    </Form>
  );
}
