import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { CreateApiTokenBody } from '@veza/sdk';
import { useTranslations } from 'use-intl';
import { useFresh } from '../../step-up/step-up.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Form, textOf } from '../../ui/form.js';
import { SelectField } from '../../ui/select-field.js';
import { TextField } from '../../ui/text-field.js';
import { AREA_NAMES, LEVELS, levelsOf, scopesOf } from './token-scopes.js';
import { ShownOnce } from './shown-once.js';
import type { TokenCalls } from './use-token-calls.js';
import styles from './create-token.module.css';

const DAYS = [30, 90, 365];
/** Name, areas and end of a new token; then the token, once. */
export function CreateToken({ calls, onClose }: { calls: TokenCalls; onClose(): void }) {
  const t = useTranslations('settings.tokens');
  const fresh = useFresh();
  const queries = useQueryClient();
  const create = useMutation({
    mutationFn: async (body: CreateApiTokenBody) => (await fresh(() => calls.create(body))).data.token,
    onSuccess: () => queries.invalidateQueries({ queryKey: calls.key }),
  });
  const submit = (form: FormData) =>
    create.mutate({
      name: textOf(form, 'name').trim(),
      expires_in_days: Number(textOf(form, 'days')),
      scopes: AREA_NAMES.flatMap((area) => {
        const given = textOf(form, area);
        return scopesOf(area, LEVELS.find((level) => level === given) ?? 'none');
      }),
    });
  if (create.data !== undefined)
    return (
      <Dialog title={t('created')} onClose={onClose}>
        <ShownOnce text={t('createdText')} secret={create.data} copy={t('copy')} onKept={onClose} />
      </Dialog>
    );
  return (
    <Dialog title={t('create')} onClose={onClose}>
      <Form error={create.error} onSubmit={submit}>
        <TextField label={t('name')} hint={t('nameHint')} name="name" autoComplete="off" maxLength={100} required autoFocus />
        <fieldset className={styles.areas}>
          <legend>{t('may')}</legend>
          {AREA_NAMES.map((area) => (
            <SelectField
              key={area}
              className={styles.area}
              label={t(`areas.${area}`)}
              name={area}
              options={levelsOf(area).map((value) => ({ value, label: t(`levels.${value}`) }))}
            />
          ))}
        </fieldset>
        <SelectField
          label={t('days')}
          name="days"
          defaultValue="90"
          options={DAYS.map((days) => ({ value: String(days), label: t('inDays', { days }) }))}
        />
        <Button kind="primary" type="submit" busy={create.isPending}>
          {t('create')}
        </Button>
      </Form>
    </Dialog>
  );
}
