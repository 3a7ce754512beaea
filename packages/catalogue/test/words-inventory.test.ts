import { describe, expect, test } from 'vitest';
import { readSource } from '../compiler/source.js';
import { everyday, wordsInventory } from '../compiler/words-inventory.js';

/** Parameters of which nothing is known that their names do not say; a sentence about them would be a guess. */
const unknown: Readonly<Record<string, readonly string[]>> = {
  actions: ['intraticketonly'],
  agents: ['clientidoverride', 'linkingagents', 'remoteagents', 'remoteagenttype'],
  assetTypes: ['fixedassetgroups'],
  assets: ['previously_selected', 'previously_selected_client_id', 'previously_selected_site_id', 'previously_selected_user_id'],
  attachments: [
    ...['atencid', 'atimageuse', 'atkey', 'atlinkedversionid', 'childticketid', 'content_id', 'copytopath', 'image_upload_id'],
    ...['new_external_link.eldontmoveexistingassets', 'new_external_link.elrevisions', 'new_external_link.elthirdpartycount'],
    ...['new_external_link.extra_match_field', 'new_external_link.halo_second_desc', 'new_external_link.halo_second_id'],
    ...['nonce', 'portal', 'validate_guid'],
  ],
  clients: ['callplan'],
  faqLists: ['allgroups'],
  fieldInfos: ['excludetableself', 'livecustomfields', 'systemid'],
  holidays: ['inclusive_end', 'inclusive_start'],
  invoices: ['quote_status'],
  items: ['itemsupplierclientid', 'search1'],
  kbArticles: ['key'],
  opportunities: ['assignedto', 'ishalolink', 'ismilestone', 'notime', 'onlytime'],
  projects: ['assignedto', 'ishalolink', 'ismilestone', 'notime', 'onlytime'],
  purchaseOrders: ['deliver_to_user_salesorder_id', 'extrareceivablelines'],
  quotations: ['currentclientorall'],
  recurringInvoices: ['quote_status'],
  releases: ['compare_version_seq', 'restrictmyversion'],
  reports: ['agentrestriction', 'dontloadsystemreport', 'getcompositetoken'],
  sites: ['includenoorderstockbin'],
  statuses: ['ticket_id_firstchild'],
  tickets: ['assignedto', 'ishalolink', 'ismilestone', 'notime', 'onlytime'],
};

const source = readSource();
const inventories = new Map(wordsInventory(source, everyday).map((one) => [one.resource, one]));

describe.each(everyday)('of %s', (resource) => {
  const inventory = inventories.get(resource);

  test('every operation has words', () => expect(inventory?.operations.silent).toEqual([]));
  test('every parameter has words, unless nothing is known about it', () =>
    expect(inventory?.parameters.silent.toSorted()).toEqual(unknown[resource] ?? []));
  test('every field that faces show first has words that were written for it', () => expect(inventory?.shown.silent).toEqual([]));
});

test('there are as many as people use, and no other resource is asked for', () => {
  expect(new Set(everyday).size).toBe(46);
  expect(() => wordsInventory(source, ['nothing'])).toThrow('there is no resource nothing');
});

test('what has no words is counted', () => {
  const stripped = {
    ...source,
    words: {
      ...source.words,
      resources: source.words.resources.map((words) =>
        words.topic === 'sites' ? { topic: 'sites', common: ['name', 'client_id'] } : words,
      ),
    },
  };
  const [sites] = wordsInventory(stripped, ['sites']);
  expect(sites?.operations.silent).toEqual(sites?.operations.all);
  expect(sites?.shown.silent).toContain('client_id');
  expect(sites?.shown.silent).not.toContain('name');
  expect(sites?.parameters.silent).not.toContain('page_no');
});

test('words speak of seven fields in ten, and of nineteen parameters in twenty', () => {
  const all = [...inventories.values()];
  const worded = (kind: 'fields' | 'parameters'): number => {
    const [there, silent] = [all.flatMap((one) => one[kind].all), all.flatMap((one) => one[kind].silent)];
    return (there.length - silent.length) / there.length;
  };
  expect(worded('fields')).toBeGreaterThan(0.7);
  expect(worded('parameters')).toBeGreaterThan(0.95);
});
