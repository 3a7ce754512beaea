import { bareString } from '../../http/refusal.js';
import type { Behaviour } from '../../resources/contract.js';
import type { HaloRecord } from '../../store/port.js';

/** A workflow is created from its name, and has to have a first step from then on. */
export const workflowsStartStep: Behaviour = {
  ids: ['workflows.start-step'],
  resource: 'workflows',
  rules: {
    prepare: ({ before, next }) => {
      const steps = Array.isArray(next.steps) ? (next.steps as HaloRecord[]) : [];
      if (before && !steps.some((step) => step?.isstart === true))
        throw bareString('Please select a Start Step for this Workflow');
    },
  },
};
