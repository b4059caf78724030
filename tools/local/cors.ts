/**
 * Lets the city's web pages in. MiniStack 1.5.33 keeps what the template says of CORS as CloudFormation spells it
 * (`AllowOrigins`), but looks for it as the API of API Gateway does (`allowOrigins`): it is told again by that API. Where it
 * is spelled right, nothing is done.
 */
export const letPagesIn = async (endpoint: string, apiId: string): Promise<void> => {
  const address = `${endpoint}/v2/apis/${apiId}`;
  const described = (await (await fetch(address)).json()) as { corsConfiguration?: Record<string, unknown> };
  const { corsConfiguration = {} } = described;
  if (!('AllowOrigins' in corsConfiguration)) return;
  const spelled = Object.entries(corsConfiguration).map(([name, value]) => [
    name.charAt(0).toLowerCase() + name.slice(1),
    value,
  ]);
  const told = await fetch(address, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ corsConfiguration: Object.fromEntries(spelled) }),
  });
  if (!told.ok) throw new Error(`the emulator answered ${told.status} when it was told of web pages`);
};
