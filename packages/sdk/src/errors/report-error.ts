import { HaloError, type HaloErrorDetails } from './halo-error.js';

/** A report did not give what was asked: Halo answered 200 and said in `load_error` why, or it cut the rows. */
export class HaloReportError extends HaloError {
  static {
    HaloReportError.prototype.name = 'HaloReportError';
  }

  /** What Halo said, as it came. */
  readonly loadError: string | undefined;

  constructor(message: string, loadError: string | undefined, details: HaloErrorDetails = {}) {
    super('halo/report', message, details);
    this.loadError = loadError;
  }
}
