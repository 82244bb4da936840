/** The public face of the capability profiles. */

export type { CapabilityRule, Profile } from './profiles.ts';
export { findProfile, grants, PROFILES } from './profiles.ts';
