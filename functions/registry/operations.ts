import { getArea, listChildren } from './areas.ts';
import { getCatalogue } from './catalogue.ts';
import { explainDeadline } from './explain-deadline.ts';
import { locate } from './locate.ts';
import { me } from './me.ts';
import { getUnit, listUnits } from './units.ts';

export const operations = [
  me,
  getCatalogue,
  listUnits,
  getUnit,
  getArea,
  listChildren,
  locate,
  explainDeadline,
];
