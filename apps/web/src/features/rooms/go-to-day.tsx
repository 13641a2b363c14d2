import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button, IconButton } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Form, textOf } from '../../ui/form.js';
import { CalendarIcon } from '../../ui/icons.js';
import { TextField } from '../../ui/text-field.js';

/** Opens the list of the present place at a day. */
export function GoToDay() {
  const t = useTranslations('rooms.day');
  const navigate = useNavigate();
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <IconButton label={t('title')} onClick={() => setOpen(true)}>
        <CalendarIcon />
      </IconButton>
      {isOpen && (
        <Dialog title={t('title')} onClose={() => setOpen(false)}>
          <Form
            onSubmit={(fields) => {
              setOpen(false);
              void navigate({ to: '.', search: { at: textOf(fields, 'day') } });
            }}
          >
            <TextField label={t('day')} hint={t('hint')} name="day" type="date" required min="2020-01-01" autoFocus />
            <Button kind="primary" type="submit">
              {t('go')}
            </Button>
          </Form>
        </Dialog>
      )}
    </>
  );
}
