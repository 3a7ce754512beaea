/**
 * n8n's own engine around nodes that are loaded as n8n loads them, with credentials of client credentials. Run by scripts/n8n-engine.ts
 * in a folder in which n8n-core and n8n-workflow are installed.
 */
const { ExecutionLifecycleHooks, PackageDirectoryLoader, WorkflowExecute } = require('n8n-core');
const { NodeHelpers, Workflow } = require('n8n-workflow');

const start = {
  description: {
    name: 'start',
    displayName: 'Start',
    version: 1,
    defaults: {},
    inputs: [],
    outputs: ['main'],
    properties: [],
  },
  async execute() {
    return [this.getInputData()];
  },
};
const place = { typeVersion: 1, position: [0, 0] };

/** Loads a package of nodes and gives what runs one of them with parameters, and answers with the records that come out. */
exports.open = async (folder, given) => {
  const loader = new PackageDirectoryLoader(folder);
  await loader.loadAll();
  const typeOf = (name) =>
    name === 'start' ? start : loader.nodeTypes[name.split('.').pop()].type;
  const nodeTypes = {
    getByName: typeOf,
    getByNameAndVersion: (name, version) => NodeHelpers.getVersionedNodeType(typeOf(name), version),
  };
  const [credential] = Object.keys(loader.credentialTypes);
  const { properties } = loader.credentialTypes[credential].type;
  const credentialsHelper = {
    getParentTypes: (name) => loader.credentialTypes[name]?.type.extends ?? [],
    getDecrypted() {
      const data = {
        ...Object.fromEntries(properties.map((property) => [property.name, property.default])),
        ...given,
      };
      const empty = new Workflow({ nodes: [], connections: {}, active: false, nodeTypes });
      const node = { ...place, name: 'credentials', type: 'credentials', parameters: data };
      return empty.expression.getComplexParameterValue(
        node,
        data,
        'internal',
        {},
        undefined,
        undefined,
        data,
      );
    },
    updateCredentialsOauthTokenData: async () => undefined,
  };
  return async (type, parameters) => {
    const nodes = [
      { ...place, id: 'start', name: 'Start', type: 'start', parameters: {} },
      {
        ...place,
        id: 'halo',
        name: 'Halo',
        type,
        parameters,
        credentials: { [credential]: { id: '1', name: 'Halo' } },
      },
    ];
    const connections = { Start: { main: [[{ node: 'Halo', type: 'main', index: 0 }]] } };
    const workflow = new Workflow({
      id: 'one',
      nodes,
      connections,
      active: false,
      nodeTypes,
      settings: {},
    });
    const hooks = new ExecutionLifecycleHooks('manual', '1', {
      id: 'one',
      name: 'one',
      nodes,
      connections,
    });
    const additional = {
      credentialsHelper,
      hooks,
      currentNodeExecutionIndex: 0,
      executionId: '1',
      variables: {},
      setExecutionStatus() {},
    };
    const { data } = await new WorkflowExecute(additional, 'manual').run(
      workflow,
      workflow.getNode('Start'),
    );
    const run = data.resultData.runData.Halo?.at(-1);
    const error = data.resultData.error ?? run?.error;
    if (error) throw error;
    return run.data.main[0].map(({ json }) => json);
  };
};
