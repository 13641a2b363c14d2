import styles from './avatar.module.css';

/** The first letter of a name on a colour of its own. The name itself stands beside it. */
export function Avatar({ name }: { name: string }) {
  const hue = [...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 360, 7);
  return (
    <span className={styles.avatar} style={{ backgroundColor: `oklch(45% 0.09 ${hue})` }} aria-hidden>
      {[...name][0]?.toLocaleUpperCase()}
    </span>
  );
}
