export function clock(seconds: number): string {
  const whole = Math.floor(seconds);
  const minutes = `${Math.floor(whole / 60) % 60}`;
  const rest = `${whole % 60}`.padStart(2, '0');
  return whole < 3_600 ? `${minutes}:${rest}` : `${Math.floor(whole / 3_600)}:${minutes.padStart(2, '0')}:${rest}`;
}
