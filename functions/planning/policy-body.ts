import * as z from 'zod/mini';

/** A policy as it is sent: what is wrong in it is told by `readPolicy`, whose words are made for policies. */
export const policyGiven = z.record(z.string(), z.unknown());

/** A policy as it is told: it was read before it was kept. */
export const policyTold = z.unknown();
