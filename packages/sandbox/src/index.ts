export type { Application, GrantName } from './auth/applications.js';
export {
  createSystemClock,
  createVirtualClock,
  type SandboxClock,
  type VirtualClockOptions,
} from './clock.js';
export type { Control } from './control/levers.js';
export type { Scenario, ScenarioStep } from './control/scenario.js';
export type { Triggered, TriggerOptions } from './control/trigger.js';
export type { ActiveFault, FaultKind, FaultRule } from './faults/fault.js';
export type { Latency } from './latency.js';
export type { RateLimit, SandboxOptions } from './options.js';
export type { ProfileName } from './profile.js';
export type { LoggedRequest } from './request-log.js';
export type { Fidelity } from './resources/handlers.js';
export { createSandbox, type Sandbox } from './sandbox.js';
export type { SeedSize } from './seed/size.js';
export type { RunningServer, ServeOptions } from './server.js';
export type { FieldChange, SnapshotDiff } from './snapshots/snapshot.js';
export type { HaloRecord } from './store/port.js';
export type { BehaviourSettings } from './switches.js';
