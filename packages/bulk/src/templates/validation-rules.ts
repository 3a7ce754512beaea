import type { Template, TemplateColumn } from './template.js';

/** What the cells of one column have to be. */
export interface ColumnRules extends Pick<TemplateColumn, 'label' | 'kind' | 'required'> {
  readonly column: string;
  readonly field: string;
  readonly maxLength?: number;
  readonly pattern?: string;
  /** The texts that are taken; the id of a value is taken too. */
  readonly values?: readonly string[];
}

/** What a spreadsheet of a type has to keep to, for other programs to read. */
export interface ValidationRules {
  readonly resource: string;
  readonly type: number;
  readonly typeName: string;
  readonly columns: readonly ColumnRules[];
}

/** The rules of a template: mandatory columns, legal values, lengths and patterns. */
export const validationRules = ({ resource, form, columns }: Template): ValidationRules => ({
  resource,
  type: form.type,
  typeName: form.name,
  columns: columns.map(
    ({ heading, field, label, kind, required, characterLimit, pattern, choices }) => ({
      column: heading,
      field,
      label,
      kind,
      required,
      ...(characterLimit === undefined ? {} : { maxLength: characterLimit }),
      ...(pattern === undefined ? {} : { pattern }),
      ...(choices ? { values: choices.map(({ cell }) => cell) } : {}),
    }),
  ),
});
