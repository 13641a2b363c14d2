import { useFormatter, useTranslations } from 'use-intl';
import chart from './bar-chart.module.css';
import styles from './figures.page.module.css';

interface FigureTableProps {
  label: string;
  rows: readonly { readonly key: string; readonly name: string; readonly count: number; readonly share: number | null }[];
  /** The name of the third column; by default, the share of all. */
  shareName?: string;
}

/** Counts by name, each with its share as a number and as a bar. */
export function FigureTable({ label, rows, shareName }: FigureTableProps) {
  const t = useTranslations('practice.figures');
  const format = useFormatter();
  return (
    <table className={chart.table}>
      <caption className="visually-hidden">{label}</caption>
      <thead>
        <tr>
          <th scope="col">{t('name')}</th>
          <th scope="col">{t('appointments')}</th>
          <th scope="col">{shareName ?? t('share')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, name, count, share }) => (
          <tr key={key}>
            <th scope="row">
              {name}
              <span className={styles.bar} style={{ inlineSize: `${Math.round(Math.min(1, share ?? 0) * 100)}%` }} aria-hidden />
            </th>
            <td>{format.number(count)}</td>
            <td>{share === null ? '–' : format.number(share, { style: 'percent' })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
