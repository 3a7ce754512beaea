import { json } from '../../http/reply.js';
import type { Behaviour, Handler } from '../../resources/contract.js';
import { objectsOf } from '../../resources/demand.js';
import { findByRoute } from '../../resources/get.js';
import { route } from '../route.js';

/** A field that every asset type has from now on. */
const addFieldToAll: Handler = (call) => {
  const field = findByRoute(call);
  const types = call.context.records('assetTypes');
  for (const type of [...types.scan()]) {
    const fields = objectsOf(type.fields);
    if (fields.some(({ field_id: id }) => id === field.id)) continue;
    types.put(Number(type.id), {
      ...type,
      fields: [...fields, { field_id: field.id, field_name: field.name, type: 'X' }],
    });
  }
  return json(field, 201);
};

export const fieldsAddToAll: Behaviour = route('fields.add-to-all', 'fields', { addFieldToAll });
