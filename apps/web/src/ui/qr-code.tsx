import { encode } from 'uqr';
import styles from './qr-code.module.css';

/** A text as a QR code, drawn in the page: what it contains leaves the page for no server. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { border: 3 });
  const path = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return (
    <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} className={styles.code} shapeRendering="crispEdges">
      <path d={path} />
    </svg>
  );
}
