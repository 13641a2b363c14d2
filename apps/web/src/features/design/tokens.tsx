import { Section } from '../../ui/section.js';
import styles from './design.module.css';

const COLOURS = [
  'paper',
  'surface',
  'sunken',
  'hover',
  'line',
  'line-strong',
  'ink',
  'ink-soft',
  'accent',
  'accent-soft',
  'accent-ink',
  'sun',
  'danger',
  'danger-soft',
  'warning-soft',
  'warning-ink',
];
const SIZES = ['text-xxl', 'text-xl', 'text-l', 'text', 'text-s'];
const WEIGHTS = [400, 500, 600, 700];
const SPACES = [1, 2, 3, 4, 5, 6, 7];

/** Colours, type and distances, by the names that they have in `ui/tokens.css`. */
export function Tokens() {
  return (
    <>
      <Section title="Colours" hint="A pair each: light and dark.">
        <ul className={styles.grid}>
          {COLOURS.map((name) => (
            <li key={name} className={styles.row}>
              <span className={styles.colour} style={{ background: `var(--${name})` }} />
              <code>--{name}</code>
            </li>
          ))}
        </ul>
      </Section>
      <Section title="Type">
        {SIZES.map((name) => (
          <p key={name} style={{ fontSize: `var(--${name})` }}>
            Ève joue au crépuscule, 0123456789 <code>--{name}</code>
          </p>
        ))}
        {WEIGHTS.map((weight) => (
          <p key={weight} style={{ fontWeight: weight }}>
            Weight {weight}: talk, listen and create together
          </p>
        ))}
        <p>مرحبا بالعالم 123 abc</p>
        <p>שלום עולם, 123 abc</p>
      </Section>
      <Section title="Distances">
        {SPACES.map((step) => (
          <div key={step} className={styles.row}>
            <span className={styles.space} style={{ width: `var(--space-${step})` }} />
            <code>--space-{step}</code>
          </div>
        ))}
      </Section>
    </>
  );
}
