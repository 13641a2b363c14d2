/** ffmpeg and ffprobe of the test run: fetched without root, they are not on PATH. */
export const { FFMPEG_PATH = 'ffmpeg', FFPROBE_PATH = 'ffprobe', PATH = '' } = process.env;
