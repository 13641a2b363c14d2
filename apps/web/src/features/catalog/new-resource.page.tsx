import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { BackLink } from '../../ui/back-link.js';
import { Page } from '../../ui/page.js';
import { Section } from '../../ui/section.js';
import { TextField } from '../../ui/text-field.js';
import { UploadProgress } from '../../ui/upload-progress.js';
import type { Draft } from '../../editing/merge.js';
import { EMPTY_RESOURCE, tagsOf } from './resource-draft.js';
import { ResourceForm } from './resource-form.js';
import { useUpload } from '../../session/use-upload.js';

/** A new resource: its facts, and its file with progress. */
export function NewResourcePage() {
  const t = useTranslations('catalog');
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [draft, setDraft] = useState(EMPTY_RESOURCE);
  const upload = useUpload(async () => {
    void queries.invalidateQueries({ queryKey: ['resources'] });
    await navigate({ to: '/resources', search: { mine: true } });
  });
  return (
    <Page title={t('resources.new')} width="narrow" back={<BackLink to="/resources">{t('resources.title')}</BackLink>}>
      <Section title={t('resource.facts')}>
        <ResourceForm
          draft={draft}
          error={upload.error}
          busy={upload.isPending}
          submit={t('resource.upload')}
          set={(field, text) => setDraft((now) => ({ ...now, [field]: text }))}
          onSubmit={(fields) => upload.mutate({ path: '/api/v1/resources/upload', form: formOf(draft, fields) })}
        >
          <TextField label={t('files.file')} hint={t('resource.fileHint')} name="file" type="file" required />
        </ResourceForm>
        {upload.isPending && <UploadProgress label={t('files.uploading')} share={upload.share} />}
      </Section>
    </Page>
  );
}

function formOf(draft: Draft, fields: FormData): FormData {
  const form = new FormData();
  for (const name of ['title', 'description', 'category']) form.append(name, (draft[name] ?? '').trim());
  form.append('tags', JSON.stringify(tagsOf(draft.tags)));
  form.append('is_public', draft.isPublic ?? 'true');
  const file = fields.get('file');
  if (file instanceof File) form.append('file', file);
  return form;
}
