/** Where the bytes of uploads wait until Halo hears of them; no resource has this name. */
export const UPLOADS = 'attachments:uploads';

export const UPLOAD_PREFIX = '/__uploads';

/** The path at which an upload is put. */
export const uploadPath = (tenant: string, id: string): string =>
  `${UPLOAD_PREFIX}/${encodeURIComponent(tenant)}/${encodeURIComponent(id)}`;
