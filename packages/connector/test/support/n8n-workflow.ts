/** The few names of n8n that the exported node uses while it runs; n8n itself is not a dependency of these tests. */
export const NodeConnectionTypes = { Main: 'main' } as const;

export class NodeApiError extends Error {
  constructor(_node: unknown, { message }: { readonly message: string }) {
    super(message);
  }
}

export class NodeOperationError extends Error {
  constructor(_node: unknown, message: string) {
    super(message);
  }
}
