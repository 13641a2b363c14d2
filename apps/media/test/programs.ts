/** ffmpeg and ffprobe as the test run found or fetched them: without root they are not on PATH. */
export const { FFMPEG_PATH = 'ffmpeg', FFPROBE_PATH = 'ffprobe', PATH = '' } = process.env;
