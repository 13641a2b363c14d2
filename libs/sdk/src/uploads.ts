export { TrackUpload, type TrackUploadOptions } from './track-upload.js';
