export { Bytes, type DownloadTerms, type UploadTerms } from './bytes.service.js';
