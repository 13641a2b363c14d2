import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { useMe } from '../../session/use-me.js';
import { Actions } from '../../ui/actions.js';
import { Button } from '../../ui/button.js';
import { Form, textOf } from '../../ui/form.js';
import { SelectField } from '../../ui/select-field.js';
import { TextField } from '../../ui/text-field.js';
import { ACTIONS, actionOf, type Filters, NO_FILTERS } from './audit-filter.js';
import styles from './audit-filters.module.css';

const given = <Name extends string>(name: Name, value: string) => (value === '' ? {} : { [name]: value });

/** Actor, action and time. */
export function AuditFilters({ onChange }: { onChange(filters: Filters): void }) {
  const t = useTranslations('admin.audit');
  const veza = useVeza();
  const { data: me } = useMe();
  /** The search of the API leaves out the caller. */
  const idOf = async (name: string): Promise<number | undefined> => {
    if (name.toLowerCase() === me?.username.toLowerCase()) return me.id;
    const { data } = await veza.searchUsers({ query: { search: name } });
    return data.users.find(({ username }) => username.toLowerCase() === name.toLowerCase())?.id;
  };
  const filter = useMutation({
    mutationFn: async (form: FormData): Promise<boolean> => {
      const moderator = textOf(form, 'moderator').trim();
      const moderatorId = moderator.length < 2 ? undefined : await idOf(moderator);
      if (moderator !== '' && moderatorId === undefined) return false;
      const action = actionOf(textOf(form, 'action'));
      onChange({
        ...(moderatorId !== undefined && { moderatorId }),
        ...(action !== undefined && { action }),
        ...given('from', textOf(form, 'from')),
        ...given('to', textOf(form, 'to')),
      });
      return true;
    },
  });
  return (
    <Form error={filter.error} onSubmit={(form) => filter.mutate(form)}>
      <div className={styles.fields}>
        <TextField
          label={t('moderator')}
          fault={filter.data === false ? t('unknown') : undefined}
          name="moderator"
          placeholder={t('moderatorHint')}
          maxLength={100}
          autoComplete="off"
        />
        <SelectField
          label={t('action')}
          name="action"
          options={[{ value: '', label: t('any') }, ...ACTIONS.map((value) => ({ value, label: t(`actions.${value}`) }))]}
        />
        <TextField label={t('from')} name="from" type="date" />
        <TextField label={t('to')} name="to" type="date" />
      </div>
      <Actions>
        <Button kind="primary" type="submit" busy={filter.isPending}>
          {t('filter')}
        </Button>
        <Button
          type="reset"
          onClick={() => {
            filter.reset();
            onChange(NO_FILTERS);
          }}
        >
          {t('clear')}
        </Button>
      </Actions>
    </Form>
  );
}
