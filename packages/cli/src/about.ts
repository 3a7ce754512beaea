/** Puts before the message of a client's error which record it is about. */
export async function about<Result>(record: string, work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    const isOurs =
      error instanceof Error && String((error as { code?: unknown }).code).startsWith('halo/');
    if (isOurs)
      error.message = `${record.charAt(0).toUpperCase()}${record.slice(1)}: ${error.message}`;
    throw error;
  }
}
