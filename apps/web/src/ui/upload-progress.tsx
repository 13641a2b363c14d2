import { useFormatter } from 'use-intl';
import styles from './upload-progress.module.css';

/** How far an upload is, from 0 to 1. */
export function UploadProgress({ label, share }: { label: string; share: number }) {
  const format = useFormatter();
  const text = format.number(share, { style: 'percent', maximumFractionDigits: 0 });
  return (
    <div className={styles.progress}>
      <span>{label}</span>
      <progress className={styles.bar} value={share} max={1} aria-label={label} />
      <span className={styles.share}>{text}</span>
    </div>
  );
}
