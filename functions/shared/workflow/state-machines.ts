/** The ARN of the state machine of each workflow; throws for one that the function was not told. */
export const stateMachinesBy =
  (arns: Readonly<Record<string, string>>) =>
  (workflow: string): string => {
    const arn = arns[workflow];
    if (arn === undefined)
      throw new Error(`this function was not told the ARN of the workflow "${workflow}"`);
    return arn;
  };
