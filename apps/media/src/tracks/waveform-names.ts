/** Tracks that were transcoded before it existed have `waveform.json` only. */
export const WAVEFORM_DETAIL = 'waveform-detail.json';
export const WAVEFORM = 'waveform.json';
