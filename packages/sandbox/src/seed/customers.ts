import type { HaloRecord } from '../store/port.js';
import type { SeedPlan } from './plan.js';

/** The seeded clients. */
export const seedClients = (plan: SeedPlan): HaloRecord[] =>
  plan.clients.map(({ id, name, sites }) => ({
    id,
    name,
    toplevel_id: 1,
    toplevel_name: 'Customers',
    inactive: false,
    colour: '#4a7fb5',
    main_site_id: sites[0].id,
    main_site_name: sites[0].name,
    datecreated: plan.daysAgo(400 - (id % 300)),
  }));

/** The seeded sites. */
export const seedSites = (plan: SeedPlan): HaloRecord[] =>
  plan.clients.flatMap((client) =>
    client.sites.map(({ id, name }) => ({
      id,
      name,
      client_id: client.id,
      client_name: client.name,
      clientsite_name: `${client.name}/${name}`,
      inactive: false,
      colour: '#4a7fb5',
      datecreated: plan.daysAgo(390 - (id % 300)),
    })),
  );

/** The seeded users. */
export const seedUsers = (plan: SeedPlan): HaloRecord[] =>
  plan.clients.flatMap((client) =>
    client.sites.flatMap((site) =>
      site.users.map(({ id, firstname, surname, email }) => ({
        id,
        name: `${firstname} ${surname}`,
        firstname,
        surname,
        emailaddress: email,
        site_id: site.id,
        site_id_int: site.id,
        site_name: site.name,
        client_id: client.id,
        client_name: client.name,
        inactive: false,
        isserviceaccount: false,
        datecreated: plan.daysAgo(380 - (id % 300)),
      })),
    ),
  );

/** One top level holds all clients. */
export const seedTopLevels = (): HaloRecord[] => [{ id: 1, name: 'Customers', inactive: false }];

/** The seeded contracts: two for Acme, one for every third client. */
export const seedContracts = (plan: SeedPlan): HaloRecord[] =>
  plan.clients
    .filter(({ id, name }) => name === 'Acme' || id % 3 === 0)
    .flatMap((client, index) =>
      Array.from({ length: client.name === 'Acme' ? 2 : 1 }, (_, number) => ({
        id: index * 2 + number + 1,
        ref: `C-${String(client.id).padStart(4, '0')}-${number + 1}`,
        client_id: client.id,
        client_name: client.name,
        site_id: client.sites[0].id,
        site_name: client.sites[0].name,
        start_date: plan.daysAgo(300),
        end_date: plan.daysAgo(-65),
        started: true,
        expired: false,
        active: true,
        numberofunitsfree: 10,
        billingdescription: 1,
      })),
    );
