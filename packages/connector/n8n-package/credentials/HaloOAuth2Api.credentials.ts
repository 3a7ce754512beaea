import type { ICredentialType, Icon, INodeProperties } from 'n8n-workflow';

export class HaloOAuth2Api implements ICredentialType {
  name = 'haloOAuth2Api';

  displayName = 'Halo OAuth2 API';

  extends = ['oAuth2Api'];

  icon: Icon = { light: 'file:../icons/halo.svg', dark: 'file:../icons/halo.dark.svg' };

  documentationUrl = 'https://halopsa.com/guides/';

  properties: INodeProperties[] = [
    {
      displayName: 'URL',
      name: 'url',
      type: 'string',
      default: '',
      placeholder: 'https://company.halopsa.com',
      description: 'Address of your Halo',
      required: true,
    },
    { displayName: 'Grant Type', name: 'grantType', type: 'hidden', default: 'clientCredentials' },
    {
      displayName: 'Access Token URL',
      name: 'accessTokenUrl',
      type: 'hidden',
      default: '={{$self["url"].replace(/\\/+$/, "") + "/auth/token"}}',
      required: true,
    },
    {
      displayName: 'Scope',
      name: 'scope',
      type: 'string',
      default: 'all',
      description: 'Scopes with blanks between them',
    },
    { displayName: 'Authentication', name: 'authentication', type: 'hidden', default: 'body' },
  ];
}
