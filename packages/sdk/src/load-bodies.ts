let loaded: Promise<typeof import('./bodies.js')> | undefined;

/** What the methods of the client do, loaded with the first call and kept: an `import()` for every call costs a turn of the loader. */
export const loadBodies = (): Promise<typeof import('./bodies.js')> =>
  (loaded ??= import('./bodies.js'));
