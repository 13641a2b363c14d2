import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useVeza } from '../../session/session-context.js';
import styles from './link-cards.module.css';
import { useNear } from './use-near.js';

const AN_HOUR_MS = 3_600_000;

/** What a page elsewhere says of itself. The platform has read it, so the site does not learn of the reader before a click. */
export function PreviewCard({ address }: { address: string }) {
  const veza = useVeza();
  const box = useRef<HTMLDivElement>(null);
  const isNear = useNear(box);
  const { data, error } = useQuery({
    queryKey: ['link-preview', address],
    queryFn: async ({ signal }) => (await veza.getLinkPreview({ query: { url: address }, signal })).data.preview,
    enabled: isNear,
    staleTime: AN_HOUR_MS,
    retry: false,
  });
  if (error || data === null) return null;
  return (
    <div ref={box} className={styles.card}>
      {data?.picture && (
        <span className={styles.picture} aria-hidden>
          <img src={data.picture.medium} alt="" loading="lazy" />
        </span>
      )}
      {data && (
        <p className={styles.names}>
          <a className={styles.link} href={address} target="_blank" rel="noopener noreferrer nofollow" title={data.description}>
            {data.title}
          </a>
          <span className={styles.under}>{data.description === '' ? data.site : `${data.site} · ${data.description}`}</span>
        </p>
      )}
    </div>
  );
}
