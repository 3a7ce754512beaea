import type { CallInput } from '../core/call.js';
import type { Bodies } from '../core/methods.js';
import type { ResourceVerbs, WireRecord } from '../core/records.js';

/** What agents, users and clients as a whole can do. */
export interface MeMethods<Self> {
  /** The record behind the token. */
  me(input?: CallInput): Promise<Self>;
  /** The same as `me`. */
  getMe(input?: CallInput): Promise<Self>;
}

const me: Bodies<MeMethods<WireRecord>, ResourceVerbs>['me'] = async (
  { verbs, adopt },
  _self,
  input,
) => adopt((await verbs.call('me', input)) as WireRecord);

export const meMethods: Bodies<MeMethods<WireRecord>, ResourceVerbs> = { me, getMe: me };
