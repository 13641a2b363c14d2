import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Button } from '../../ui/button.js';
import { Form, textOf } from '../../ui/form.js';
import { LinkButton } from '../../ui/link-button.js';
import { Section } from '../../ui/section.js';
import { TextField } from '../../ui/text-field.js';
import styles from './appointments.page.module.css';

/** The cabinets that know the person, and the way to the page of another one. There is no public list of cabinets. */
export function OwnCabinets() {
  const t = useTranslations('booking.cabinets');
  const veza = useVeza();
  const navigate = useNavigate();
  const { data } = useQuery({
    queryKey: ['own-patients'],
    queryFn: async ({ signal }) => (await veza.listOwnPatients({ signal })).data.items,
  });
  const known = new Map((data ?? []).map(({ cabinetId, cabinet }) => [cabinetId, cabinet]));
  return (
    <Section title={t('title')} hint={t('hint')}>
      {known.size > 0 && (
        <ul className={styles.cabinets}>
          {[...known].map(([cabinet, name]) => (
            <li key={cabinet}>
              <LinkButton to="/book/$cabinet" params={{ cabinet }}>
                {name}
              </LinkButton>
            </li>
          ))}
        </ul>
      )}
      <Form
        onSubmit={(form) => {
          const cabinet = pageOf(textOf(form, 'cabinet'));
          if (cabinet !== '') void navigate({ to: '/book/$cabinet', params: { cabinet } });
        }}
      >
        <TextField
          label={t('name')}
          hint={t('nameHint')}
          name="cabinet"
          required
          maxLength={300}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
        />
        <Button type="submit">{t('open')}</Button>
      </Form>
    </Section>
  );
}

/** The name of the page, also from its whole address. */
const pageOf = (text: string): string => text.trim().toLowerCase().split(/[?#]/)[0]?.split('/').filter(Boolean).at(-1) ?? '';
