import { FilesUnavailable } from '#shared/files/file-store.ts';
import { GRID } from './corner-of-nantong.ts';
import type { Showing } from './showing.ts';

/** What each sort of problem looks like. */
export const beRefused = async (showing: Showing, id: string): Promise<void> => {
  const params = { id };
  const why = { reason: '请区级协调。' };
  await showing.refused('resident-01', 'report', {
    body: {
      title: '井盖破损',
      category: 'cityFacility.manholeCover',
      point: { lon: 31.967987, lat: 120.91775 },
    },
  });
  await showing.refused('judicial-01', 'listTroubles', { query: { kind: 'unrelayed' } });
  await showing.refused('resident-02', 'getCase', { params });
  await showing.refused('county-01', 'approve', { params, body: {} });
  await showing.refused('township-01', 'escalate', { params, ifMatch: '"1"', body: why });
  await showing.refused('township-01', 'comment', { params, body: { text: '已联系。' } }, XML);
  await showing.refused('township-01', 'escalate', { params, body: why });
  await showing.refused('resident-01', 'report', {
    body: { title: '井盖破损', description: '路口井盖破损。', category: 'manhole', grid: GRID },
  });
};

/** The store of files does not answer, and then the city's own store. */
export const failFor = async (showing: Showing, id: string): Promise<void> => {
  const { files, store } = showing.world;
  const { download } = files;
  const { actor } = store;
  files.download = async () => {
    throw new FilesUnavailable('the store of files does not answer');
  };
  await showing.refused('township-01', 'listAttachments', { params: { id } });
  files.download = download;
  store.actor = async () => {
    throw new Error('the table does not answer');
  };
  await showing.refused('operator-01', 'listJobs');
  store.actor = actor;
};

const XML = { 'content-type': 'application/xml' };
