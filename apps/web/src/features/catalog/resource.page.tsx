import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import type { Resource } from '@veza/sdk';
import { useFormatter, useTranslations } from 'use-intl';
import { ReportThing } from '../../people/report-thing.js';
import { useSignedIn, useVeza } from '../../session/session-context.js';
import { useShown } from '../../session/shown.js';
import { useMe } from '../../session/use-me.js';
import { Actions } from '../../ui/actions.js';
import { BackLink } from '../../ui/back-link.js';
import { Badge } from '../../ui/badge.js';
import { ErrorNote } from '../../ui/error-note.js';
import { EditIcon } from '../../ui/icons.js';
import { LinkButton } from '../../ui/link-button.js';
import { Page } from '../../ui/page.js';
import { PersonLink } from '../../ui/person-link.js';
import { Section } from '../../ui/section.js';
import { Skeleton } from '../../ui/skeleton.js';
import { Download } from './download.js';
import { OwnRating } from './own-rating.js';
import { useFileSize } from '../../ui/use-file-size.js';
import styles from './resource.page.module.css';
import { Stars } from './stars.js';
import { resourceQuery } from './use-products.js';
import { WriteTo } from './write-to.js';

const route = getRouteApi('/shared/resources/$resourceId');

export function ResourcePage() {
  const t = useTranslations('catalog');
  const veza = useVeza();
  const { resourceId } = route.useParams();
  const { data, error, isPending, refetch } = useQuery({
    ...resourceQuery(veza, Number(resourceId)),
    ...useShown<Resource>('resource', resourceId),
  });
  return (
    <Page
      title={data?.value.title ?? t('resources.one')}
      width="narrow"
      back={<BackLink to="/resources">{t('resources.title')}</BackLink>}
    >
      {isPending && <Skeleton label={t('loading')} lines={6} />}
      {error && <ErrorNote error={error} retry={() => void refetch()} />}
      {data && <Detail resource={data.value} />}
    </Page>
  );
}

function Detail({ resource }: { resource: Resource }) {
  const t = useTranslations('catalog');
  const veza = useVeza();
  const format = useFormatter();
  const sizeOf = useFileSize();
  const isSignedIn = useSignedIn();
  const { data: me } = useMe();
  const { id, description, filename, file_size, category, tags, downloads, rating, ratings_count, is_public, created_at } =
    resource;
  const isOwn = me !== undefined && Number(me.id) === resource.uploader_id;
  return (
    <Section title={filename} hint={`${t(`kinds.${category}`)} · ${sizeOf(file_size)}`}>
      {description !== '' && <p className={styles.description}>{description}</p>}
      <p className={styles.tags}>
        {!is_public && <Badge kind="warning">{t('resources.private')}</Badge>}
        {tags.map((tag) => (
          <Link key={tag} to="/resources" search={{ tags: [tag] }}>
            {tag}
          </Link>
        ))}
      </p>
      <p className={styles.soft}>
        {t.rich('by', {
          name: resource.uploader_username,
          date: format.dateTime(new Date(created_at), { dateStyle: 'medium' }),
          person: () => <PersonLink name={resource.uploader_username} />,
        })}{' '}
        · {t('resources.downloads', { count: downloads })}
      </p>
      {ratings_count > 0 && <Stars rating={rating} count={ratings_count} />}
      <Actions>
        <Download
          filename={filename}
          address={is_public ? `/api/v1/resources/${id}/download` : undefined}
          load={async () => (await veza.downloadResource({ path: { id } })).data}
        />
        {!isOwn && (
          <WriteTo
            userId={resource.uploader_id}
            name={resource.uploader_username}
            about={{ title: resource.title, path: `/resources/${id}` }}
          />
        )}
        <ReportThing kind="resource" id={id} ownerId={resource.uploader_id} title={resource.title} />
        {isOwn && (
          <LinkButton to="/resources/$resourceId/edit" params={{ resourceId: String(id) }}>
            <EditIcon />
            {t('edit')}
          </LinkButton>
        )}
      </Actions>
      {isSignedIn && me && !isOwn && <OwnRating resource={resource} />}
    </Section>
  );
}
