/** What stands under a name that comes from a file; names such as `constructor` stand for nothing by themselves. */
export const own = <T>(
  values: Readonly<Record<string, T>> | undefined,
  name: string,
): T | undefined => (values && Object.hasOwn(values, name) ? values[name] : undefined);
