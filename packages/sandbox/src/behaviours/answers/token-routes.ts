import { bareString } from '../../http/refusal.js';
import type { Behaviour, Handler } from '../../resources/contract.js';

const demandText =
  (parameter: string, message: string, answer: Handler): Handler =>
  (call) => {
    if (call.query.text(parameter) === undefined) throw bareString(message);
    return answer(call);
  };

const unknownToken: Handler = () => {
  throw bareString('Token not found');
};

/** Public routes ask for their token with a bare string. */
export const anonymousArticlesNeedToken: Behaviour = {
  ids: ['error.token-routes'],
  resource: 'anonymousKbArticles',
  rules: { operations: { list: unknownToken } },
};

export const secretLinksNeedToken: Behaviour = {
  ids: ['error.token-routes'],
  resource: 'secureSecretLinks',
  rules: { operations: { validate: demandText('token', 'Token is required', unknownToken) } },
};

export const integrationDataNeedsType: Behaviour = {
  ids: ['error.token-routes'],
  resource: 'haloIntegration',
  rules: {
    operations: {
      getData: () => {
        throw bareString('Invalid Data Type');
      },
    },
  },
};
