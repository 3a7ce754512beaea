import type { HaloClient } from 'halopsa';

/** Who is signed in, a client with what belongs to it, and a new user with a role. */
export async function peopleOfClient(
  halo: HaloClient,
): Promise<{ me: string; sites: number; roles: number }> {
  const me = await halo.users.getMe();
  console.log(`Signed in as ${me.name} (${me.emailaddress})`);
  const [acme] = await halo.clients.search('acme');
  if (!acme) throw new Error('no client is named Acme');
  const [sites, users, contracts] = await Promise.all([
    acme.getSites(),
    acme.getUsers(),
    acme.getContracts(),
  ]);
  console.log(
    `${acme.name}: ${sites.length} sites, ${users.length} users, ${contracts.length} contracts`,
  );

  const user = await halo.users.create({
    name: 'John Doe',
    emailaddress: 'john.doe@example.com',
    client_id: acme.id,
    site_id: sites[0]?.id,
    isimportantcontact: false,
  });
  await user.addRole(5);
  return { me: String(me.name), sites: sites.length, roles: user.roles?.length ?? 0 };
}

/** Articles by search, one in detail, a vote, and a new one. Halo calls the title of an article its name. */
export async function knowledgeBase(
  halo: HaloClient,
): Promise<{ found: string[]; votes: number; made: number }> {
  const articles = await halo.kbArticles.search('password');
  for (const article of articles) console.log(`${article.id}: ${article.name}`);
  const article = await halo.kbArticles.get(123);
  console.log(`${article.name}, created ${article.date_created}, read ${article.view_count} times`);
  await article.vote(true);
  await article.reload();
  const made = await halo.kbArticles.create({
    name: 'How to reset your password',
    description: '<p>What to do when you forgot it.</p>',
    resolution: '<p>Follow these steps.</p>',
    faqlists: [{ id: 5 }],
  });
  return {
    found: articles.map(({ name }) => String(name)),
    votes: article.useful_count ?? 0,
    made: made.id,
  };
}
