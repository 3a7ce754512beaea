import { resourceNamed, resourceNames } from 'halopsa-catalogue';
import { detailsOf, type SetUp } from 'halopsa-catalogue/details';
import { namingOf } from 'halopsa-catalogue/references';
import { bareString } from '../../http/refusal.js';
import type { Behaviour } from '../../resources/contract.js';
import { highestId, objectsOf } from '../../resources/demand.js';

/** Resources of set-up. */
export const setupResources: readonly string[] = resourceNames.filter(
  (resource) => detailsOf(resource).setUp,
);

/** A record of set-up has a name, and fields that were not sent have their first value. */
export const setupRecordsNamed: readonly Behaviour[] = setupResources.map((resource): Behaviour => {
  const { firstValues = {} } = detailsOf(resource).setUp ?? {};
  const field = namingOf(resource).names[0] ?? 'name';
  const word = capitalised(field === 'name' ? field : resourceNamed(resource).singular);
  return {
    ids: ['setup.name-required', 'setup.first-values'],
    resource,
    rules: {
      prepare: ({ before, next }) => {
        if (typeof next[field] !== 'string' || next[field].trim() === '')
          throw bareString(`${word} must not be blank`);
        if (!before) for (const [name, value] of Object.entries(firstValues)) next[name] ??= value;
      },
    },
  };
});

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** The members of a list inside a record get their numbers from the server, and lead back to the record. */
export const setupMembersNumbered: readonly Behaviour[] = setupResources.flatMap(
  (resource): Behaviour[] => {
    const members = detailsOf(resource).setUp?.members;
    return members ? [numbering(resource, members)] : [];
  },
);

function numbering(resource: string, { list, parent }: NonNullable<SetUp['members']>): Behaviour {
  return {
    ids: ['setup.members-numbered'],
    resource,
    rules: {
      prepare: ({ next }) => {
        const members = objectsOf(next[list]);
        let last = highestId(members);
        next[list] = members.map((member) => {
          if (typeof member.id === 'number' && member.id > 0)
            return { ...member, [parent]: next.id };
          last += 1;
          return { ...member, id: last, [parent]: next.id };
        });
      },
    },
  };
}
