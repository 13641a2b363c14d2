import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { PublicProfile } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { useFresh } from '../../step-up/step-up.js';
import { Choice } from '../../ui/choice.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Note } from '../../ui/note.js';
import { Section } from '../../ui/section.js';
import { useChosen } from '../../ui/use-chosen.js';
import { userQuery } from './use-user.js';

const ROLES = ['user', 'moderator', 'admin'] as const;

/** Gives or takes a role, at once: the person signs in anew. */
export function RoleSection({ user: { id, role } }: { user: PublicProfile }) {
  const t = useTranslations('admin.person');
  const veza = useVeza();
  const fresh = useFresh();
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: (given: (typeof ROLES)[number]) => fresh(() => veza.setRole({ path: { id }, body: { role: given } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: userQuery(veza, id).queryKey }),
  });
  const [shown, choose] = useChosen(role, change.mutateAsync);
  return (
    <Section title={t('role')} hint={t('roleHint')}>
      {change.error && <ErrorNote error={change.error} />}
      {change.isSuccess && <Note>{t('roleChanged')}</Note>}
      <Choice
        label={t('role')}
        value={shown}
        options={ROLES.map((value) => ({ value, label: t(`roles.${value}`) }))}
        onChange={choose}
      />
    </Section>
  );
}
