import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BehaviourId } from 'halopsa-catalogue/behaviour-ids';
import { behaviourFacts, findBehaviour, verifies } from 'halopsa-testkit';
import { describe, expect, it } from 'vitest';
import { behaviours } from '../src/behaviours/index.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** All TypeScript files below the folders of a package with this name. */
const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.includes('node_modules') && !name.startsWith('dist'))
    .map((name) => join(folder, name));

const tests = [...readdirSync(join(root, 'packages')).map((name) => join(root, 'packages', name, 'test')), join(root, 'tests')].flatMap(
  (folder) => {
    try {
      return filesBelow(folder);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  },
);

/** The ids that tests cite by `verifies('id', ...)`. */
const cited = tests
  .filter((file) => file !== fileURLToPath(import.meta.url))
  .flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/verifies\(([^()]*)\)/g)].flatMap((call) =>
      [...call[1]!.matchAll(/'([^']+)'/g)].map((id) => ({ file, id: id[1]! })),
    ),
  );

const citedBelow = (folder: string): Set<string> =>
  new Set(cited.filter(({ file }) => file.startsWith(join(root, 'packages', folder))).map(({ id }) => id));

/** Facts that a client cannot see, because it never does what they tell of or because they concern somebody else; each with its reason. */
const UNSEEN: Readonly<Record<string, string>> = {
  'auth.bare-token-url': 'the client asks at /auth/token or where it is told',
  'auth.tenant-form': 'the client names the tenant in the query',
  'auth.further-methods': 'the client has no such grant',
  'auth.hosts': 'a fact about addresses, tested without a server',
  'auth.subject-is-guid': 'the client does not look into identity tokens',
  'list.slow-unfiltered': 'a wait like every other',
  'actions.unfiltered-slow': 'a wait like every other',
  'get.no-item-route': 'the client has no such method',
  'post.verbs': 'the client has no other verbs',
  'post.bare-object-refused': 'the client sends arrays',
  'post.array-refused-on-single': 'the client sends what the contract says',
  'post.wrong-content-type-415': 'the client sends JSON',
  'type.doubles-for-whole-numbers': 'the same number in JSON',
  'type.ids-as-decimals': 'the same number in JSON',
  'error.sql-515-ticket-type': 'an exception like every other',
  'error.sql-515-timesheet-event': 'an exception like every other',
  'create.named-errors': 'a bare string like every other',
  'error.recorded-statuses': 'statuses like every other',
  'rate.none-in-sequential-sweep': 'nothing to see',
  'mailboxes.contacts-relayed': 'an exception like every other',
  'rate.text': 'the status and Retry-After say as much',
  'type.decimal-text-refused': 'a refusal like every other',
  'actions.status-id-ignored': 'a field like every other',
  'actions.array': 'an array like every other',
  'tickets.no-reopen-trace': 'a record like every other',
  'tickets.assets-replaced': 'a list like every other',
  'tickets.nested-type-ignored': 'a field like every other',
  'tickets.closed-by-update': 'a write like every other',
  'attachments.upload-answer': 'a record like every other',
  'timesheets.missing-is-zero': 'an object like every other',
  'create.mandatory-fields': 'refusals like every other',
  'auth.no-scope-no-rights': 'the client always asks for a scope',
  'mcp.handshake': 'the client does not speak to this endpoint',
  'type.int32': 'a refusal like every other',
  'tickets.expanded-detail': 'a record like every other',
  'actions.author': 'a field like every other',
  'reports.information-schema': 'a table like every other',
  'agents.unassigned': 'a record like every other',
  'client-cache.together': 'an object like every other',
  'tickets.empty-dates': 'a record like every other',
  'statuses.row-fields': 'a record like every other',
  'projects.milestones': 'a field like every other',
  'users.list-flags': 'parameters like every other',
  'assets.list-flags': 'parameters like every other',
  'reports.list-flags': 'parameters like every other',
  'invoices.list-flags': 'parameters like every other',
  'detail.flags': 'parameters like every other',
  'actions.outcome-not-allowed': 'an exception like every other',
  'timesheets.wrong-shape-500': 'a status like every other',
  'asset-type-infos.key': 'a fact of the catalogue',
  'workflow-steps.key': 'a fact of the catalogue',
  'online-statuses.key': 'a fact of the catalogue',
  'users.general-stays': 'a refusal like every other',
  'clients.first-contact': 'a record like every other',
  'clone.by-document': 'a create like every other',
  'error.sql-515-invoice-status': 'an exception like every other',
  'lookups.rows-of-one-kind': 'a fact of the catalogue',
  'timesheet-events.quick-time': 'a record like every other',
  'teams.tree-key': 'a list like every other',
  'runbook-variable-groups.key': 'a fact of the catalogue',
  'roles.guid-and-number': 'a record like every other',
  'tickets.targetdate-unused': 'a field like every other',
  'statuses.type-codes': 'a field like every other',
  'priorities.own-sla': 'a field that is not taken, like every other',
  'todos.are-appointments': 'a field like every other',
  'runbooks.action-codes': 'a field like every other',
  'custom-fields.of-the-type': 'fields that are not shown, like all others',
  'type.stand-ins': 'values like all others',
  'webhooks.delivered-body': 'told to the receiver',
  'webhooks.message-padded-id': 'told to the receiver',
};

describe('the behaviour manifest', () => {
  it('is cited by a test of the sandbox, fact by fact', () => {
    const proven = citedBelow('sandbox');
    expect(behaviourFacts.filter(({ id }) => !proven.has(id)).map(({ id }) => id)).toEqual([]);
  });

  it('is cited by a test of the client where two sources or a running instance tell of it and a client can see it', () => {
    const proven = citedBelow('sdk');
    const wellKnown = behaviourFacts.filter(({ confidence }) => confidence === 'confirmed' || confidence === 'live');
    expect(wellKnown.filter(({ id }) => !proven.has(id) && !(id in UNSEEN)).map(({ id }) => id)).toEqual([]);
    expect(Object.keys(UNSEEN).filter((id) => !findBehaviour(id) || proven.has(id))).toEqual([]);
  });

  it('has every numbered fact of the newest page as evidence', () => {
    // How many facts the sections N0 to N15 have; N16 and N17 sum up.
    const counts = [9, 15, 11, 16, 4, 5, 15, 17, 5, 16, 2, 5, 7, 7, 4, 2];
    const numbered = counts.flatMap((count, section) =>
      Array.from({ length: count }, (_, at) => `behaviour-2026-11.md N${section}.${at + 1}`),
    );
    const known = new Set(behaviourFacts.flatMap(({ evidence }) => evidence));
    expect(numbered.filter((fact) => !known.has(fact))).toEqual([]);
  });

  it('knows every id that a test cites', () => {
    expect(cited.length).toBeGreaterThan(100);
    expect(cited.filter(({ id }) => !findBehaviour(id))).toEqual([]);
    expect(() => verifies('no.such-thing' as BehaviourId)).toThrow('no.such-thing');
  });

  it('knows every behaviour of the sandbox, each proven by a test', () => {
    const used = new Set(behaviours.flatMap((behaviour) => behaviour.ids));
    expect([...used].filter((id) => !findBehaviour(id))).toEqual([]);
    const proven = new Set(cited.map(({ id }) => id));
    expect([...used].filter((id) => !proven.has(id))).toEqual([]);
  });
});
