/**
 * Hosts that Halo's hosted instances keep files at; `*` stands for one or more labels of a name. Source: `s3url` and
 * GetS3PresignedURL of the contract (Amazon S3), and Halo's own domains.
 */
export const defaultFileStores: readonly string[] = [
  's3.amazonaws.com',
  '*.s3.amazonaws.com',
  's3.*.amazonaws.com',
  '*.s3.*.amazonaws.com',
  '*.halopsa.com',
  '*.haloitsm.com',
  '*.haloservicedesk.com',
  '*.haloservicesolutions.com',
  '*.halocrm.com',
];

/** Where a client fetches files that records name. */
export interface FileStores {
  /** Origins of the tenant itself: of its API and of its authorisation server. */
  readonly own: readonly string[];
  /** Hosts besides, as `defaultFileStores` writes them. */
  readonly hosts: readonly string[];
  /** Sends to the tenant's own origin. */
  readonly fetch: typeof fetch;
  /** Sends to a store; gives an error for a name that leads to an inside address, where the platform lets it know. */
  readonly storeFetch: () => Promise<typeof fetch>;
}
