/** What an import of Nantong notes: its units are all there, and hardly any of their people. */
export const NANTONG_NOTES = [
  'pairs of grids that overlap along county borders: 116, by up to 113 m; the lower code answers there',
  'gaps between counties: 42, up to 83 m wide; a position there is outside the city',
  '2146 of 2150 centres and committees have no dispatcher: 320612-commandCenter, 320671-commandCenter, 320614-commandCenter and 2143 more',
  '359 of 365 other units have nobody: 3206-department-publicSecurity, 3206-department-civilAffairs, 3206-department-justice and 356 more',
  '10453 of 10457 grids have no grid worker: 320612001001001, 320612001001002, 320612001001003 and 10450 more',
  '135 of 136 townships have no grid worker who could be drawn to verify; the centres do it: 320612001, 320612002, 320612003 and 132 more',
];
