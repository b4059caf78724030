import { RemovalPolicy } from 'aws-cdk-lib';

/**
 * What becomes of a resource whose content is kept when its stack goes: in a protected city it stays, but for one that
 * a failed deployment has just made and nobody has used, whose name would stand in the way of the next attempt.
 */
export const removalPolicy = (protect: boolean): RemovalPolicy =>
  protect ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY;

/**
 * The same for a resource that refuses deletion in a protected city: the end of a failed deployment could not delete it
 * either, and would fail in its turn. It stays, and has no name of its own that could be taken.
 */
export const removalPolicyOfRefusing = (protect: boolean): RemovalPolicy =>
  protect ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
