import { type BulkClient, Tenant } from 'halopsa-bulk';
import type { Resource } from 'halopsa-catalogue';

type Fields = Readonly<Record<string, unknown>>;

/** A tenant of records that no rule of a server has touched, and of others, the same in the list of every other resource. */
export function tenantOf(resource: Resource, records: readonly Fields[], others: readonly Fields[] = []): Tenant {
  const rows = (name: string): readonly Fields[] => (name === resource.attribute ? records : others);
  async function* pages(name: string): AsyncGenerator<readonly Fields[]> {
    yield structuredClone(rows(name)) as Fields[];
  }
  const client = {
    budget: { forecast: () => 0 },
    resource: (name: string) => ({
      listAll: () => ({ pages: () => pages(name) }),
      get: async (id: unknown) => {
        const found = rows(name).find((row) => row['id'] === id);
        if (!found) throw Object.assign(new Error('not found'), { code: 'halo/not-found' });
        return structuredClone(found);
      },
    }),
  };
  return new Tenant(client as unknown as BulkClient, { url: 'https://one.example' });
}

/** An id as the records of a resource have it. */
export const idOf = ({ idKind }: Resource, number: number): unknown =>
  idKind === 'int' ? number : `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
