import type { Practitioner } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { Button } from '../../ui/button.js';
import { Form, textOf } from '../../ui/form.js';
import { Note } from '../../ui/note.js';
import { Section } from '../../ui/section.js';
import { TextField } from '../../ui/text-field.js';
import { useFieldFaults } from '../../ui/use-field-faults.js';
import styles from './dialogs.module.css';
import { usePractitionerUpdate } from './use-practitioner-update.js';

const NAMES = ['firstName', 'lastName'] as const;
const NUMBERS = [
  { name: 'buffer', min: 0, max: 240 },
  { name: 'notice', min: 0, max: 43_200 },
  { name: 'horizon', min: 1, max: 730 },
] as const;

/** The name of a practitioner, and how near and far bookings may be. */
export function PractitionerForm({ practitioner }: { practitioner: Practitioner }) {
  const t = useTranslations('practice.hours');
  const save = usePractitionerUpdate(practitioner);
  const fault = useFieldFaults(save.error);
  return (
    <Section title={t('rules')}>
      <Form
        error={save.error}
        onSubmit={(form) =>
          save.mutate({
            firstName: textOf(form, 'firstName').trim(),
            lastName: textOf(form, 'lastName').trim(),
            buffer: Number(textOf(form, 'buffer')),
            notice: Number(textOf(form, 'notice')),
            horizon: Number(textOf(form, 'horizon')),
          })
        }
      >
        {save.isSuccess && <Note>{t('saved')}</Note>}
        <div className={styles.pair}>
          {NAMES.map((name) => (
            <TextField
              key={name}
              label={t(name)}
              name={name}
              required
              maxLength={100}
              autoComplete="off"
              defaultValue={practitioner[name]}
              fault={fault(name)}
            />
          ))}
        </div>
        <div className={styles.pair}>
          {NUMBERS.map(({ name, ...limits }) => (
            <TextField
              key={name}
              {...limits}
              label={t(name)}
              hint={t(`${name}Hint`)}
              name={name}
              type="number"
              required
              defaultValue={practitioner[name]}
              fault={fault(name)}
            />
          ))}
        </div>
        <div>
          <Button kind="primary" type="submit" busy={save.isPending}>
            {t('saveRules')}
          </Button>
        </div>
      </Form>
    </Section>
  );
}
