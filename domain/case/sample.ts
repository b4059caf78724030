import type { Policy } from '../policy/policy.ts';

/** Whether a matter that was settled on the spot goes to somebody else for verification. `draw` lies from 0 up to 1. */
export const isSampled = ({ selfHandledSample }: Policy, draw: number): boolean => draw < selfHandledSample;
