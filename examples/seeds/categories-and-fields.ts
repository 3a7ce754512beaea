import type { Field, HaloClient } from 'halopsa';

/** All categories by type, those of one type, and their whole list. */
export async function listCategories(halo: HaloClient): Promise<number[]> {
  const all = await halo.categories.getAllTypes();
  for (const [type, categories] of Object.entries(all))
    console.log(`Category${type}: ${categories.length} values`);
  for (const category of await halo.categories.getByType(3))
    console.log(`${category.id}: ${category.value}`);
  const list = await halo.categories.list();
  console.log(`${list.items.length} categories in all`);
  return Object.values(all).map((categories) => categories.length);
}

/** The category fields of a ticket type, with the columns that they are imported from. */
export async function categoryFields(halo: HaloClient): Promise<Field[]> {
  const type = await halo.ticketTypes.get(24, { includedetails: true });
  const fields = (await type.getFields()).filter((field) => field.isCategory);
  for (const field of fields) {
    console.log(
      `Field: ${field.name}, label: ${field.label}, CSV column: ${field.csvColumnName}, type: ${field.categoryTypeId}`,
    );
    if (field.lookupValues)
      console.log(`Values: ${field.lookupValues.map(({ label }) => label).join(', ')}`);
  }
  return fields;
}

/** The same categories by raw requests. */
export async function rawCategories(halo: HaloClient): Promise<[all: number, first: number]> {
  const all = await halo.request('GET', '/Category');
  const first = await halo.request('GET', '/Category', { query: { type_id: 1 } });
  return [all.length, first.length];
}
