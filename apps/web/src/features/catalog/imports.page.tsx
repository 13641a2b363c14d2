import { useMutation } from '@tanstack/react-query';
import { useLocale, useTranslations } from 'use-intl';
import { useVeza } from '../../session/session-context.js';
import { BackLink } from '../../ui/back-link.js';
import { Actions } from '../../ui/actions.js';
import { Button } from '../../ui/button.js';
import { CheckField } from '../../ui/check-field.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Form } from '../../ui/form.js';
import { DownloadIcon } from '../../ui/icons.js';
import { Page } from '../../ui/page.js';
import { saveFile } from '../../ui/save-file.js';
import { Section } from '../../ui/section.js';
import { Skeleton } from '../../ui/skeleton.js';
import { TextField } from '../../ui/text-field.js';
import { UploadProgress } from '../../ui/upload-progress.js';
import styles from './files.module.css';
import { ImportEntry } from './import-entry.js';
import { isRunning, useImports } from './use-imports.js';
import { useUpload } from '../../session/use-upload.js';

const READABLE = '.csv,.txt,.xlsx,.jsonl,text/csv,application/jsonl';

/** All own products in a file, and back: a file is checked, imported, and its faulty rows are listed. */
export function ImportsPage() {
  const t = useTranslations('catalog.imports');
  return (
    <Page title={t('title')} width="narrow" back={<BackLink to="/products">{t('back')}</BackLink>}>
      <Export />
      <Import />
    </Page>
  );
}

function Export() {
  const t = useTranslations('catalog.imports');
  const veza = useVeza();
  const separator = useLocale() === 'fr' ? 'semicolon' : 'comma'; // as spreadsheets expect it
  const save = useMutation({
    mutationFn: async (format: 'csv' | 'jsonl') => {
      const { data } = await veza.exportProducts({ query: { format, separator } });
      saveFile(await data.blob(), `products.${format}`);
    },
  });
  return (
    <Section title={t('export')} hint={t('exportHint')}>
      {save.error && <ErrorNote error={save.error} />}
      <Actions>
        {(['csv', 'jsonl'] as const).map((format) => (
          <Button key={format} busy={save.isPending && save.variables === format} onClick={() => save.mutate(format)}>
            <DownloadIcon />
            {t(`formats.${format}`)}
          </Button>
        ))}
      </Actions>
    </Section>
  );
}

function Import() {
  const t = useTranslations('catalog.imports');
  const { data, error, isPending, refetch } = useImports();
  const upload = useUpload(refetch);
  return (
    <>
      <Section title={t('import')} hint={t('importHint')}>
        <Form
          error={upload.error}
          onSubmit={(fields) => upload.mutate({ path: '/api/v1/product-imports', form: ordered(fields) })}
        >
          <TextField label={t('file')} name="file" type="file" required accept={READABLE} />
          <CheckField label={t('dryRun')} hint={t('dryRunHint')} name="dry_run" value="true" />
          {upload.isPending && <UploadProgress label={t('uploading')} share={upload.share} />}
          <div>
            <Button kind="primary" type="submit" busy={upload.isPending || data?.some(isRunning) === true}>
              {t('submit')}
            </Button>
          </div>
        </Form>
      </Section>
      <Section title={t('list')}>
        {isPending && <Skeleton label={t('loading')} />}
        {error && <ErrorNote error={error} retry={() => void refetch()} />}
        {data?.length === 0 && <p>{t('none')}</p>}
        <ul className={styles.files}>
          {data?.map((each) => (
            <ImportEntry key={each.id} found={each} />
          ))}
        </ul>
      </Section>
    </>
  );
}

/** Texts stand before the file, and an empty box is absent. */
function ordered(fields: FormData): FormData {
  const form = new FormData();
  if (fields.get('dry_run') === 'true') form.append('dry_run', 'true');
  const file = fields.get('file');
  if (file) form.append('file', file);
  return form;
}
