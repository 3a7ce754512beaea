import type { Resource } from 'halopsa-catalogue';
import type { Fields, FieldValue } from '../fields.js';
import type { Form } from '../forms/form.js';
import type { Tenant } from '../tenant.js';
import { findField, schemaOf } from './find-field.js';

/** The definitions of all fields of a tenant, its own ones included. */
const definitions = 'fieldInfos';

/** What fields are called on the screens of a tenant: paths of fields by the label, without case and punctuation. */
export class FieldLabels {
  readonly #resource: Resource;
  readonly #ofForm = new Map<string, Set<string>>();
  readonly #ofTenant = new Map<string, Set<string>>();

  constructor(resource: Resource) {
    this.#resource = resource;
  }

  /** Takes in the labels of a form, which win over those of the whole tenant. */
  addForm({ fields }: Form): void {
    for (const { name, label, isCustom } of fields)
      this.#add(this.#ofForm, name, { isCustom, labels: [label] });
  }

  /** Reads the labels of the tenant's fields. */
  async load(tenant: Tenant): Promise<void> {
    for await (const page of tenant.pages(definitions))
      for (const row of page) this.#addDefinition(row);
  }

  /** The paths of the fields that a heading is the label of. */
  find(heading: string): readonly string[] {
    const wanted = bare(heading);
    return [...(this.#ofForm.get(wanted) ?? this.#ofTenant.get(wanted) ?? [])];
  }

  #addDefinition({ name, label, labellong, custom }: Fields): void {
    if (typeof name !== 'string') return;
    const isCustom = Number(custom ?? 0) > 0 || name.startsWith('CF');
    this.#add(this.#ofTenant, name, {
      isCustom,
      labels: [label, labellong, isCustom ? name.replace(/^CF/, '') : undefined],
    });
  }

  #add(
    index: Map<string, Set<string>>,
    name: string,
    { isCustom, labels }: { isCustom: boolean; labels: readonly FieldValue[] },
  ): void {
    const path = isCustom ? this.#customPath(name) : findField(this.#resource, name);
    if (path === undefined) return;
    for (const label of [name, ...labels]) {
      if (typeof label !== 'string' || bare(label) === '') continue;
      const known = index.get(bare(label)) ?? new Set();
      index.set(bare(label), known.add(path));
    }
  }

  #customPath(name: string): string | undefined {
    return schemaOf(this.#resource)?.fields.has('customfields')
      ? `customfields.${name}`
      : undefined;
  }
}

const bare = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
