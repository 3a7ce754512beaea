import { describe, expect, it } from 'vitest';
import { assignFlags, kebab } from '../src/flags/flag-name.js';

describe('the flag of a wire name', () => {
  it.each([
    ['client_id', 'client-id'],
    ['excludeAgent', 'exclude-agent'],
    ['_validate_only', 'validate-only'],
    ['new_external_link._match', 'new-external-link-match'],
    ['page_size', 'page-size'],
    ['order2', 'order2'],
  ])('%s is --%s', (wire, flag) => {
    expect(kebab(wire)).toBe(flag);
  });

  it('is --field-<name> where the command has that option already', () => {
    expect(assignFlags(['data', 'name'], new Set(['data']))).toEqual(
      new Map([
        ['data', 'field-data'],
        ['name', 'name'],
      ]),
    );
  });

  it('never starts with no-, which means "is false"', () => {
    expect(assignFlags(['no_tax_code', 'tax_code'], new Set()).get('no_tax_code')).toBe('field-no-tax-code');
  });

  it('leaves the plain flag to the name without a control prefix', () => {
    const flags = assignFlags(['_signature', 'signature'], new Set());
    expect(flags.get('signature')).toBe('signature');
    expect(flags.get('_signature')).toBe('field-signature');
  });

  it('tells apart what would meet under --field- too', () => {
    const flags = assignFlags(['data', 'field_data', 'aB', 'a_b'], new Set(['data']));
    expect([...flags.values()].sort()).toEqual(['a-b', 'field-a-b', 'field-data', 'field-field-data']);
    expect(flags.get('field_data')).toBe('field-data');
  });
});
