/** How the reason of a failed row begins where Halo has accepted the row: then some of it may have taken effect. */
export const accepted = 'Halo accepted the row';

/** Whether a row failed although Halo had accepted it. */
export const wasAccepted = (error: string | undefined): error is string =>
  error?.startsWith(accepted) ?? false;
