/** Resources in the order in which their records need each other: what stands later refers to what stands before. */
export const importOrder: readonly string[] = ['topLevels', 'clients', 'sites', 'users', 'contracts', 'assets', 'tickets', 'actions'];
