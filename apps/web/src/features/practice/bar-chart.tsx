import { useFormatter, useTranslations } from 'use-intl';
import { classNames } from '../../ui/class-names.js';
import styles from './bar-chart.module.css';

interface BarChartProps {
  label: string;
  /** Names of the layers, from the bottom up; three at most. */
  layers: readonly string[];
  bars: readonly { readonly name: string; readonly values: readonly number[] }[];
}

const HEIGHT = 100;
const WIDTH = 12;
const GAP = 2;
const KINDS = [styles.first, styles.second, styles.third];

/** Stacked bars, which the pointer reads one by one; the table below has the same numbers for everybody. */
export function BarChart({ label, layers, bars }: BarChartProps) {
  const t = useTranslations('practice.figures');
  const format = useFormatter();
  const most = Math.max(1, ...bars.map(({ values }) => sumOf(values)));
  const text = (values: readonly number[]) => layers.map((name, at) => `${name} ${format.number(values[at] ?? 0)}`).join(', ');
  return (
    <figure className={styles.chart}>
      <ul className={styles.legend} aria-hidden>
        {layers.map((name, at) => (
          <li key={name}>
            <span className={classNames(styles.mark, KINDS[at])} />
            {name}
          </li>
        ))}
      </ul>
      <svg
        role="img"
        aria-label={t('plot', { label, count: bars.length })}
        viewBox={`0 0 ${Math.max(1, bars.length) * WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        className={styles.plot}
      >
        {bars.map(({ name, values }, index) => (
          <g key={name}>
            <title>{`${name}: ${text(values)}`}</title>
            {values.map((value, at) => {
              const below = sumOf(values.slice(0, at));
              return (
                <rect
                  key={at}
                  className={KINDS[at]}
                  x={index * WIDTH + GAP / 2}
                  width={WIDTH - GAP}
                  y={HEIGHT - ((below + value) / most) * HEIGHT}
                  height={(value / most) * HEIGHT}
                />
              );
            })}
          </g>
        ))}
      </svg>
      <figcaption className={styles.edges}>
        <span>{bars[0]?.name}</span>
        <span>{t('highest', { count: most })}</span>
        <span>{bars.at(-1)?.name}</span>
      </figcaption>
      <details>
        <summary>{t('asTable')}</summary>
        <div className={styles.scroller} tabIndex={0} role="region" aria-label={`${label}, ${t('asTable')}`}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('from')}</th>
                {layers.map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {bars.map(({ name, values }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  {values.map((value, at) => (
                    <td key={at}>{format.number(value)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
