import type { HaloRecord, HaloValue, Store } from '../store/port.js';
import type { RegisteredApplication } from './applications.js';

/** Who has logged in: an agent or a user. A type, since it is kept within a record. */
export type LoggedIn = {
  readonly agentId: number | undefined;
  readonly userId: number | undefined;
};

/** Passwords are kept apart from the records, so that no answer can contain one; no resource has this name. */
export const PASSWORDS = 'passwords';

/** Key of a person's password. */
export const passwordKey = (kind: 'agent' | 'user', id: HaloValue): string =>
  `${kind} ${String(id)}`;

interface Kind {
  readonly kind: 'agent' | 'user';
  readonly collection: string;
  readonly names: readonly string[];
  readonly barred: (record: HaloRecord) => boolean;
}

const AGENTS: Kind = {
  kind: 'agent',
  collection: 'agents',
  names: ['ad', 'email', 'name'],
  // An agent for the interface alone takes no licence and has no way in.
  barred: ({ isdisabled, isapiagent }) => isdisabled === true || isapiagent === true,
};
const USERS: Kind = {
  kind: 'user',
  collection: 'users',
  names: ['login', 'emailaddress'],
  barred: ({ inactive }) => inactive === true,
};

interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** The person with this name and password who may log in through the application; undefined where there is none. */
export function logIn(
  store: Store,
  application: RegisteredApplication,
  credentials: Credentials,
): LoggedIn | undefined {
  const kinds = [
    ...(application.allowsAgents ? [AGENTS] : []),
    ...(application.allowsUsers ? [USERS] : []),
  ];
  for (const kind of kinds) {
    const person = findPerson(store, kind, credentials);
    if (person && kind === AGENTS) return { agentId: Number(person.id), userId: undefined };
    if (person) return { agentId: undefined, userId: Number(person.id) };
  }
  return undefined;
}

function findPerson(
  store: Store,
  { kind, collection, names, barred }: Kind,
  { username, password }: Credentials,
): HaloRecord | undefined {
  for (const record of store.collection(collection).scan()) {
    const isMeant = names.some((name) => isNamed(record[name], username)) && !barred(record);
    if (
      isMeant &&
      store.collection(PASSWORDS).get(passwordKey(kind, record.id))?.password === password
    )
      return record;
  }
  return undefined;
}

const isNamed = (value: HaloValue, name: string): boolean =>
  typeof value === 'string' && value.toLowerCase() === name.trim().toLowerCase();
