/** Two digits of an estimated number: more of them would look exact. */
export const about = (count: number): number => Number(count.toPrecision(2));
