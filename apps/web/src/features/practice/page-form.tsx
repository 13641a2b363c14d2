import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Cabinet, CabinetPageSettings, UpdateCabinetPageBody } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { Actions } from '../../ui/actions.js';
import { Button } from '../../ui/button.js';
import { CheckField } from '../../ui/check-field.js';
import { Form, textOf } from '../../ui/form.js';
import { LinkButton } from '../../ui/link-button.js';
import { Note } from '../../ui/note.js';
import { Section } from '../../ui/section.js';
import { SelectField } from '../../ui/select-field.js';
import { TextAreaField } from '../../ui/text-area-field.js';
import { TextField } from '../../ui/text-field.js';
import { useFieldFaults } from '../../ui/use-field-faults.js';
import styles from './dialogs.module.css';
import { FEED_NAMES, LANGUAGES, pageBody, slugOf } from './page-body.js';

/** The public page of a cabinet: its address, its texts, the rules for patients, and whether it is open. */
export function PageForm({ cabinet: { id, name }, page }: { cabinet: Cabinet; page: CabinetPageSettings | null }) {
  const t = useTranslations('practice.settings');
  const veza = useVeza();
  const queries = useQueryClient();
  const save = useMutation({
    mutationFn: async (body: UpdateCabinetPageBody) => (await veza.updateCabinetPage({ path: { id }, body })).data,
    onSuccess: async (saved) => {
      queries.setQueryData(['cabinet-page', id], saved);
      await queries.invalidateQueries({ queryKey: ['cabinet'] });
    },
  });
  const fault = useFieldFaults(save.error);
  return (
    <Section title={t('page')} hint={t('pageHint')}>
      <Form error={save.error} onSubmit={(form) => save.mutate(pageBody((field) => textOf(form, field).trim()))}>
        {save.isSuccess && <Note>{t(save.data.isOpen ? 'opened' : 'saved')}</Note>}
        <CheckField label={t('isOpen')} hint={t('isOpenHint')} name="isOpen" defaultChecked={page?.isOpen ?? false} />
        <TextField
          label={t('slug')}
          hint={t('slugHint')}
          name="slug"
          required
          minLength={3}
          maxLength={60}
          pattern="[a-z0-9]+(-[a-z0-9]+)*"
          autoComplete="off"
          autoCapitalize="none"
          defaultValue={page?.slug ?? slugOf(name)}
          fault={fault('slug')}
        />
        <TextAreaField
          label={t('description')}
          name="description"
          maxLength={2_000}
          rows={5}
          defaultValue={page?.description}
          fault={fault('description')}
        />
        <div className={styles.pair}>
          <TextField
            label={t('phone')}
            name="phone"
            type="tel"
            maxLength={40}
            autoComplete="off"
            defaultValue={page?.phone ?? ''}
            fault={fault('phone')}
          />
          <TextField
            label={t('address')}
            name="address"
            maxLength={300}
            autoComplete="off"
            defaultValue={page?.address ?? ''}
            fault={fault('address')}
          />
        </div>
        <div className={styles.pair}>
          <TextField
            label={t('changeWindow')}
            name="changeWindow"
            type="number"
            required
            min={0}
            max={720}
            defaultValue={page?.changeWindow ?? 24}
            fault={fault('changeWindow')}
          />
          <TextField
            label={t('longest')}
            name="longest"
            type="number"
            required
            min={5}
            max={720}
            defaultValue={page?.longest ?? 60}
            fault={fault('longest')}
          />
        </div>
        <TextField
          label={t('reminders')}
          hint={t('remindersHint')}
          name="reminders"
          pattern="\s*(\d{1,3}(\s*,\s*\d{1,3}){0,3})?\s*"
          autoComplete="off"
          defaultValue={(page?.reminders ?? [48, 2]).join(', ')}
          fault={fault('reminders')}
        />
        <div className={styles.pair}>
          <SelectField
            label={t('language')}
            name="language"
            defaultValue={page?.language ?? 'fr'}
            options={LANGUAGES.map((value) => ({ value, label: t(`languages.${value}`) }))}
          />
          <SelectField
            label={t('feedNames')}
            name="feedNames"
            defaultValue={page?.feedNames ?? 'initials'}
            options={FEED_NAMES.map((value) => ({ value, label: t(`feeds.${value}`) }))}
          />
        </div>
        <Actions>
          <Button kind="primary" type="submit" busy={save.isPending}>
            {t('savePage')}
          </Button>
          {page?.isOpen && (
            <LinkButton to="/book/$cabinet" params={{ cabinet: page.slug }}>
              {t('seePage')}
            </LinkButton>
          )}
        </Actions>
      </Form>
    </Section>
  );
}
