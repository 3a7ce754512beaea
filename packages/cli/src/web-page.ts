import { resourceNames } from 'halopsa-catalogue';
import { detailsOf } from 'halopsa-catalogue/details';

/** Whether the address of a record's page is known. */
export const hasPage = (attribute: string): boolean => detailsOf(attribute).page !== undefined;

/** The resources whose records have pages. */
export const resourcesWithPages = (): string[] => resourceNames.filter(hasPage);

/** The address of a record's page in the agents' web application, or undefined where none is known. */
export function pageOf(attribute: string, id: number | string, tenant: string): string | undefined {
  const { page } = detailsOf(attribute);
  return page === undefined
    ? undefined
    : `${tenant.replace(/(?<!\/)\/+$/, '').replace(/\/api$/i, '')}${page}${encodeURIComponent(id)}`;
}
