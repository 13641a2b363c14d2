/** What a choice of files offers. The API looks at the bytes. */
export const SOUND_FILES = 'audio/*,.wav,.aif,.aiff,.mp3,.aac,.m4a,.flac,.ogg,.opus,.webm,.caf,.w64,.wv,.wma,.au';
