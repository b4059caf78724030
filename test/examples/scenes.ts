import { project } from '../../functions/projector/project.ts';
import { at } from '../domain/builders.ts';
import { COMMITTEE, GRID, PLACE, TOWNSHIP } from './corner-of-nantong.ts';
import { liveDispute } from './dispute.ts';
import { announce, operate } from './operating.ts';
import { liveOtherWays } from './other-ways.ts';
import { plan } from './planning.ts';
import { beRefused, failFor } from './refusals.ts';
import type { Showing } from './showing.ts';

/** Every operation of the API is asked once, as the people of that corner ask it, from a Monday in March on. */
export const playScenes = async (showing: Showing): Promise<void> => {
  showing.world.moveTo(at('2026-03-02 09:00'));
  await lookUp(showing);
  const dispute = await liveDispute(showing);
  await liveOtherWays(showing);
  await lookBack(showing, dispute);
  await plan(showing);
  await operate(showing, dispute);
  await announce(showing);
  await beRefused(showing, dispute);
  await failFor(showing, dispute);
};

/** What a client asks before anything else. */
const lookUp = async (showing: Showing): Promise<void> => {
  await showing.show('township-01', 'me');
  await showing.show('resident-01', 'getCatalogue', { cutTo: 1 });
  await showing.show('township-01', 'listUnits', {
    query: { answersFor: GRID, category: 'dispute.neighbour', limit: 2 },
  });
  await showing.show('township-01', 'getUnit', { params: { unitId: COMMITTEE } });
  await showing.show('resident-01', 'getArea', { params: { code: GRID } });
  await showing.show('resident-01', 'listChildren', { params: { code: '320613001' }, query: { limit: 2 } });
  await showing.show('resident-01', 'locate', { query: { ...PLACE, crs: 'WGS84' } });
  await showing.show('township-01', 'explainDeadline', {
    query: { from: '2026-03-06T16:30:00+08:00', value: 2, unit: 'workHour' },
  });
};

/** What is read of what has happened. */
const lookBack = async (showing: Showing, dispute: string): Promise<void> => {
  const { world } = showing;
  await project(world.store.stream, world.countingServices());
  const period = { from: '2026-03-01', to: '2026-03-31' };
  const months = { from: '2026-03', to: '2026-03' };
  await showing.show('county-01', 'listCases', { query: { area: '320613001', sort: 'due', limit: 1 } });
  await showing.show('police-01', 'listEvents', { params: { id: dispute }, query: { limit: 1 } });
  await showing.show('township-01', 'overview', { cutTo: 1 });
  await showing.show('township-01', 'listNotices', { query: { box: 'unit', limit: 1 } });
  showing.passes(5);
  await showing.show('township-01', 'readNotices', {
    body: { box: 'unit', until: '2026-03-05T17:05:00+08:00' },
  });
  await showing.show('county-01', 'getAreaStatistics', { params: { code: '320613001' }, query: period });
  await showing.show('county-01', 'getUnitStatistics', { params: { unitId: TOWNSHIP }, query: months });
  await showing.show('county-01', 'listUnitStatistics', {
    params: { code: '320613001' },
    query: months,
    cutTo: 1,
  });
};
