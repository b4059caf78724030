/**
 * What parameters of paths and queries mean, by their names: those that their schemas do not describe. One that is described
 * nowhere has no document.
 */
export const PARAMETERS: Record<string, string> = {
  id: 'The id of the case, or its number as people write it.',
  unitId: 'The code of the unit.',
  code: 'The code of the area.',
  amendmentId: 'The id of the amendment.',
  webhookId: 'The id of the webhook.',
  delivery: 'The name of the delivery, as the list of troubles tells it.',
  year: 'The year.',
  lon: 'Longitude in degrees.',
  lat: 'Latitude in degrees.',
  crs: 'The datum of the point: phone apps in China give GCJ02.',
  category: 'The code of the category of the matter.',
  from: 'The first day.',
  to: 'The last day.',
  by: 'By what the figures are told apart.',
  compare: 'Tells the same number of days, or of months, before, too.',
  rankBy: 'The rate by which they are ranked, the best first.',
  format: 'The form of the answer.',
  box: 'Whose notices: `own`, or those of the `unit`.',
  unread: 'Only what the caller has not read.',
  why: 'Only what stands on the list for this reason.',
  kind: 'Only those of this kind.',
  value: 'How many of the unit the limit has.',
  unit: 'The unit of the limit.',
  status: 'Only executions of this status.',
};
