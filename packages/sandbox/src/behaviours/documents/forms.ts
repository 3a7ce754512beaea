import { allResources } from 'halopsa-catalogue';
import { type DocumentForm, detailsOf } from 'halopsa-catalogue/details';

/** The documents of sales and purchasing by their resource. */
export const documentForms: ReadonlyMap<string, DocumentForm> = new Map(
  allResources().flatMap(({ attribute }) => {
    const form = detailsOf(attribute).document;
    return form ? [[attribute, form] as const] : [];
  }),
);

/** How the document of a resource consists of lines. */
export function formOf(resource: string): DocumentForm {
  const form = documentForms.get(resource);
  if (!form) throw new Error(`${resource} are no documents with lines`);
  return form;
}
