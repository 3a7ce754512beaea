import type { Source, SourceResource } from '../source.js';
import { banner, quote } from './banner.js';

/** Emits what the faces show of resources, and the orders of resources. */
export function emitDetails({ resources, orders }: Source): string {
  const rows = resources.map((resource) => [resource.attribute, detailsOf(resource)] as const);
  const text = JSON.stringify({ ...orders, resources: Object.fromEntries(rows.filter(([, details]) => Object.keys(details).length > 0)) });
  return `${banner}export const details: string =\n  ${quote(text)};\n`;
}

const detailsOf = ({ columns, page, detailQuery, related, typeForm, exampleField }: SourceResource): object => ({
  ...(columns && { columns }),
  ...(page && { page }),
  ...(detailQuery && { detailQuery }),
  ...(related && { related }),
  ...(typeForm && { typeForm }),
  ...(exampleField && { exampleField }),
});
